import Base
import Glibc
import Store
import Synchronization
import TestKit

/// Stands between a client and a server of PostgreSQL, and can lose the line just when a transaction commits.
final class CommitCutter: Sendable {
    /// When the line is lost.
    enum Cut: CaseIterable, Sendable {
        /// The server never hears of the commit.
        case before
        /// The server has committed; its answer is lost.
        case after
    }

    private let folder: String
    private let server: String
    private let listener: Int32
    private let armed = Mutex<(cut: Cut, isReading: Bool)?>(nil)
    /// How many lines were cut.
    let cuts = Atomic(0)

    /// The words of a conninfo that name a socket in a folder; nil where the server is elsewhere.
    private static var words: [String: String]? {
        guard let text = getenv("UNIONHOME_TEST_POSTGRES").map({ String(cString: $0) }) else { return nil }
        var words: [String: String] = [:]
        for word in text.split(separator: " ") {
            let pair = word.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { words[String(pair[0])] = String(pair[1]).filter { $0 != "'" } }
        }
        return words["host"]?.hasPrefix("/") == true ? words : nil
    }

    /// Whether there is a server that can be stood before.
    static var isPossible: Bool { runsOnPostgres && words != nil }

    /// The server itself, as libpq takes it.
    static var straight: String { String(cString: getenv("UNIONHOME_TEST_POSTGRES")) }

    /// The server behind this, as libpq takes it.
    var conninfo: String {
        var words = Self.words ?? [:]
        words["host"] = folder
        return words.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    init() throws {
        let words = Self.words ?? [:], name = ".s.PGSQL.\(words["port"] ?? "5432")"
        var template = Array("/tmp/cut-XXXXXX".utf8CString)
        folder = String(cString: mkdtemp(&template))
        server = "\(words["host"] ?? "")/\(name)"
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let failed = Self.withAddress("\(folder)/\(name)") { bind(listener, $0, $1) }
        guard failed == 0, listen(listener, 16) == 0 else { throw Refusal.missing }
        Self.onThread { [self] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { return }
                Self.onThread { [self] in serve(client) }
            }
        }
    }

    /// The next commit loses its line: of a transaction that may write, or of one that only reads.
    func arm(_ cut: Cut, isReading: Bool = false) {
        armed.withLock { $0 = (cut, isReading) }
    }

    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        unlink("\(folder)/.s.PGSQL.\(Self.words?["port"] ?? "5432")")
        rmdir(folder)
    }

    /// Carries bytes both ways until one side ends or the line is cut.
    private func serve(_ client: Int32) {
        let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer {
            Glibc.close(client)
            Glibc.close(upstream)
        }
        guard Self.withAddress(server, { connect(upstream, $0, $1) }) == 0 else { return }
        var bytes = [UInt8](repeating: 0, count: 1 << 16), isReading = false
        var ends = [
            pollfd(fd: client, events: Int16(POLLIN), revents: 0),
            pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&ends, 2, -1) >= 0 {
            for (index, end) in ends.enumerated() where end.revents != 0 {
                let count = read(end.fd, &bytes, bytes.count)
                guard count > 0 else { return }
                if index == 0, bytes.starts(with: [0x51]) {
                    let words = String(decoding: bytes[..<count], as: UTF8.self)
                    if words.contains("BEGIN ") { isReading = words.contains("READ ONLY") }
                }
                if index == 0, let cut = cut(at: bytes[..<count], isReading) {
                    guard cut == .after else { return }
                    send(upstream, bytes, count, 0)
                    // Its answer says that the commit is durable.
                    _ = read(upstream, &bytes, bytes.count)
                    return
                }
                send(ends[1 - index].fd, bytes, count, Int32(MSG_NOSIGNAL))
            }
        }
    }

    /// Whether the line is to be lost at these words of the client.
    private func cut(at bytes: ArraySlice<UInt8>, _ isReading: Bool) -> Cut? {
        guard bytes.suffix(7).elementsEqual(Array("COMMIT".utf8) + [0]) else { return nil }
        let cut = armed.withLock { armed -> Cut? in
            guard let found = armed, found.isReading == isReading else { return nil }
            armed = nil
            return found.cut
        }
        if cut != nil { cuts.add(1, ordering: .relaxed) }
        return cut
    }

    private static func onThread(_ body: @escaping @Sendable () -> Void) {
        final class Start: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { raw in
                if let raw { Unmanaged<Start>.fromOpaque(raw).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Start(body)).toOpaque())
        pthread_detach(thread)
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            for (index, byte) in path.utf8.prefix(room.count - 1).enumerated() { room[index] = byte }
        }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
