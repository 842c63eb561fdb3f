import Foundation

/// What came back over the wire.
struct Reply: Sendable {
    var status = 0
    var headers: [String: String] = [:]
    var body: [UInt8] = []

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? { headers[name.lowercased()] }
}

/// The other end closed, or kept silent for too long.
struct Silence: Error {}

/// A client of raw bytes, so that a test may say what no decent client would.
final class Client {
    let socket: Int32
    private var pending: [UInt8] = []

    init(_ port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var limit = timeval(tv_sec: 4, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var window: Int32 = 64 << 10  // small, so that a slow reader is felt soon
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &window, 4)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &place) { raw in
            raw.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result != 0 { throw Silence() }
    }

    deinit {
        close(socket)
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { throw Silence() }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends a request and reads its answer.
    func ask(
        _ method: String, _ target: String, _ headers: [String: String] = [:], body: [UInt8]? = nil
    ) throws -> Reply {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: union.test\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if let body { head += "Content-Length: \(body.count)\r\n" }
        try send(Array((head + "\r\n").utf8) + (body ?? []))
        return try reply(hasBody: method != "HEAD")
    }

    func reply(hasBody: Bool = true) throws -> Reply {
        var reply = Reply()
        let first = try line()
        reply.status = Int(first.split(separator: " ").dropFirst().first ?? "") ?? 0
        while case let text = try line(), !text.isEmpty {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            let value = text[colon...].dropFirst().drop { $0 == " " }
            reply.headers[text[..<colon].lowercased()] = String(value)
        }
        guard hasBody, reply.status >= 200, reply.status != 304, reply.status != 204 else { return reply }
        if let length = reply["Content-Length"].flatMap({ Int($0) }) {
            reply.body = try bytes(length)
        } else if reply["Transfer-Encoding"] == "chunked" {
            while case let piece = try chunk(), !piece.isEmpty { reply.body += piece }
        } else {
            reply.body = rest()
        }
        return reply
    }

    /// One piece of a chunked body; empty at its end.
    func chunk() throws -> [UInt8] {
        let size = Int(try line(), radix: 16) ?? 0
        let piece = try bytes(size)
        _ = try line()
        return piece
    }

    /// Everything until the other end closes.
    func rest() -> [UInt8] {
        while (try? more()) != nil {}
        defer { pending = [] }
        return pending
    }

    private func line() throws -> String {
        while true {
            if let end = pending.firstIndex(of: 0x0A) {
                let text = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeSubrange(...end)
                return text.hasSuffix("\r") ? String(text.dropLast()) : text.last == "\r\n" ? "" : text
            }
            try more()
        }
    }

    private func bytes(_ count: Int) throws -> [UInt8] {
        while pending.count < count { try more() }
        defer { pending.removeFirst(count) }
        return Array(pending.prefix(count))
    }

    private func more() throws {
        var space = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(socket, &space, space.count, 0)
        if count <= 0 { throw Silence() }
        pending += space[..<count]
    }
}

/// Runs what blocks on a thread of its own; a global queue of Dispatch is the very pool that the server's tasks need.
func aside<T: Sendable>(_ body: @Sendable @escaping () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
