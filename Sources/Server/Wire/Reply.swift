import CMicroHTTPD
import Synchronization

/// An answer in the library's own form, made on the request's task and given to the connection by its thread.
///
/// Unchecked, because the pointer is the library's, whose responses are counted references that any thread may
/// hold; it is written once, in `init`, and given back once, in `deinit`.
final class Reply: @unchecked Sendable {
    let status: Int
    /// Bytes of body, 0 for a stream.
    let size: Int
    /// Where the body comes from while it is sent.
    let channel: Channel?
    private let response: OpaquePointer

    /// Nil when there is no memory for it. `channel` must be given for a stream.
    init?(_ settled: Settled, channel: Channel? = nil, to connection: Connection? = nil, closes: Bool = false) {
        guard let response = Reply.made(settled.payload, channel, connection) else { return nil }
        self.response = response
        self.channel = channel
        status = settled.status
        size = Reply.size(settled.payload)
        settled.headers.visit { name, value in
            // The library adds its own length and date, and refuses a value it cannot send.
            if !Headers.same(name, "Content-Length") {
                _ = MHD_add_response_header(response, Reply.text(name), Reply.text(value))
            }
            return true
        }
        if closes { _ = MHD_add_response_header(response, "Connection", "close") }
    }

    convenience init?(problem status: Int, closes: Bool = false) {
        var response = Response.problem(status)
        if status == 503 { response.headers.add("Retry-After", "2") }
        self.init(Settled(response, for: .get, Headers()), closes: closes)
    }

    deinit {
        MHD_destroy_response(response)
    }

    /// Hands it to the library. Only from a callback of that connection.
    func queue(on wire: OpaquePointer) -> MHD_Result {
        MHD_queue_response(wire, UInt32(status), response)
    }

    private static func made(
        _ payload: Settled.Payload, _ channel: Channel?, _ connection: Connection?
    ) -> OpaquePointer? {
        switch payload {
        case .none: return MHD_create_response_from_buffer(0, nil, .persistent)
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { raw in
                let start = UnsafeMutableRawPointer(mutating: raw.baseAddress)
                return MHD_create_response_from_buffer(raw.count, start, .mustCopy)
            }
        case .file(let file, let range):
            if range.isEmpty { return MHD_create_response_from_buffer(0, nil, .persistent) }
            return MHD_create_response_from_fd_at_offset64(UInt64(range.count), file.take(), UInt64(range.lowerBound))
        case .stream:
            guard let channel, let connection else { return nil }
            let tap = Unmanaged.passRetained(Tap(channel, connection)).toOpaque()
            return MHD_create_response_from_callback(UInt64.max, 16 << 10, readStream, tap, releaseTap)
        }
    }

    private static func size(_ payload: Settled.Payload) -> Int {
        switch payload {
        case .none, .stream: 0
        case .bytes(let bytes): bytes.count
        case .file(_, let range): range.count
        }
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar>? {
        bytes.baseAddress.map { UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self) }
    }
}

/// What the library draws the bytes of a stream from.
final class Tap {
    private let channel: Channel
    private let connection: Connection

    init(_ channel: Channel, _ connection: Connection) {
        self.channel = channel
        self.connection = connection
    }

    /// The number of bytes put into the buffer, 0 with the connection suspended, or one of `Reader`.
    func draw(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch channel.read(into: buffer, park: connection.suspend) {
        case .bytes(let count):
            connection.server.counters.bytesOut.add(count, ordering: .relaxed)
            return count
        case .later: return 0
        case .end: return Reader.end
        case .broken:
            connection.hangUp()
            return Reader.broken
        }
    }
}
