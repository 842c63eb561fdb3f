/// Runs `body` on a thread made for it: for work that blocks long and comes seldom, as a backup does.
@discardableResult
public func onThread<Result: Sendable, Failure: Error>(
    named name: String, _ body: @escaping @Sendable () throws(Failure) -> Result
) async throws(Failure) -> Result {
    let outcome = await withUnsafeContinuation {
        (continuation: UnsafeContinuation<Swift.Result<Result, Failure>, Never>) in
        startThread(named: name) { continuation.resume(returning: Swift.Result(catching: body)) }
    }
    return try outcome.get()
}
