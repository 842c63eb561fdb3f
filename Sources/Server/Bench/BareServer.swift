import CMicroHTTPD
import Glibc

/// The least that answers through a task: suspend, `Task`, resume, fixed bytes. Nothing is parsed or guarded.
///
/// `unionhome bench` measures the house's server against it; it serves nobody else.
public final class BareServer: Sendable {
    /// The port listened to.
    public let port: UInt16
    private let daemon: UInt

    public init(port: UInt16, threads: Int = 1) throws(ServerProblem) {
        let listener = try Listener(host: "127.0.0.1", port: port)
        var terms = mhd_terms(
            socket: listener.socket, threads: UInt32(threads), connections: 4096, connections_per_address: 0,
            idle_seconds: 30, memory: 32 << 10, access: answerBarely, target: { _, _, _ in nil },
            completed: { _, _, _, _ in }, connection: { _, _, _, _ in }, closure: nil)
        guard let daemon = mhd_start(&terms) else { throw ServerProblem(.library) }
        self.port = listener.port
        self.daemon = UInt(bitPattern: daemon)
    }

    /// Stops at once. No request may be under way.
    public func stop() {
        MHD_stop_daemon(OpaquePointer(bitPattern: daemon))
    }
}

private let bareBody: StaticString = "{\"name\":\"\u{5DE5}\u{4F1A}\",\"members\":1024,\"open\":true}"

private func answerBarely(
    _ closure: UnsafeMutableRawPointer?, _ wire: OpaquePointer?, _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ piece: UnsafePointer<CChar>?,
    _ size: UnsafeMutablePointer<Int>?, _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let wire, let context else { return .no }
    let place = UnsafeMutableRawPointer(wire)
    // The head first, then its end, then, by another pointer, the resumed connection.
    guard context.pointee != nil else {
        context.pointee = place
        return .yes
    }
    if context.pointee == place {
        context.pointee = place + 1
        let address = UInt(bitPattern: wire)
        MHD_suspend_connection(wire)
        Task {
            if let wire = OpaquePointer(bitPattern: address) { MHD_resume_connection(wire) }
        }
        return .yes
    }
    context.pointee = nil
    let text = UnsafeMutableRawPointer(mutating: bareBody.utf8Start)
    guard let response = MHD_create_response_from_buffer(bareBody.utf8CodeUnitCount, text, .persistent)
    else { return .no }
    defer { MHD_destroy_response(response) }
    _ = MHD_add_response_header(response, "Content-Type", "application/json")
    return MHD_queue_response(wire, 200, response)
}
