/// Runs `body` on a thread made for it: for work that blocks long and comes seldom, as a backup does.
@discardableResult
func onThread<Result: Sendable>(
    named name: String, _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withUnsafeThrowingContinuation { (continuation: UnsafeContinuation<Result, any Error>) in
        startThread(named: name) { continuation.resume(with: Swift.Result { try body() }) }
    }
}
