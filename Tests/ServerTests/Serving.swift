import Base
import Glibc
import Testing

@testable import Server

/// Runs a server for the length of a test, then stops it and sees that nothing is left behind.
func serving<T: Sendable>(
    _ settings: ServerSettings = ServerSettings(),
    answer: @Sendable @escaping (Request) async -> Response = { _ in Response(200, "好", type: "text/plain") },
    visit: @Sendable @escaping (UInt16) throws -> T
) async throws -> T {
    var dice = Dice.system
    var settings = settings
    settings.spool = "/tmp/server-test-\(dice.next())"
    let server = Server(settings, answer: answer)
    try server.start()
    let port = server.port
    let result: Result<T, any Error>
    do { result = .success(try await aside { try visit(port) }) } catch { result = .failure(error) }
    await server.stop(within: 1)
    #expect(server.metrics.connections == 0)
    #expect(server.metrics.inFlight == 0)
    #expect(files(in: settings.spool).isEmpty)
    rmdir(settings.spool)
    return try result.get()
}

/// The usual settings with a change.
func with(_ change: (inout ServerSettings) -> Void) -> ServerSettings {
    var settings = ServerSettings()
    change(&settings)
    return settings
}

func files(in folder: String) -> [String] {
    guard let list = opendir(folder) else { return [] }
    defer { closedir(list) }
    var names: [String] = []
    while let entry = readdir(list) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != "." && name != ".." { names.append(name) }
    }
    return names
}

/// A file with that content that lasts as long as this value.
final class Scrap: Sendable {
    let path: String

    convenience init(_ bytes: [UInt8]) {
        var dice = Dice.system
        self.init(at: "/tmp/server-scrap-\(dice.next())", bytes)
    }

    init(at path: String, _ bytes: [UInt8]) {
        self.path = path
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        _ = write(file, bytes, bytes.count)
        close(file)
    }

    static func content(_ path: String) -> [UInt8] {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var bytes: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(file, &space, space.count), count > 0 { bytes += space[..<count] }
        return bytes
    }

    deinit {
        unlink(path)
    }
}
