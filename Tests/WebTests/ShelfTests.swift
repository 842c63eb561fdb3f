import Base
import Glibc
import Store
import TestKit
import Testing
import Vault

@testable import Web

@Suite("The shelf of uploaded files") struct ShelfTests {
    private static func withShelf(_ body: (Shelf) throws -> Void) throws {
        let folder = "/tmp/shelf-\(Secret.token(bytes: 6))"
        defer {
            for name in (try? FolderNames.of(folder)) ?? [] { unlink("\(folder)/\(name)") }
            rmdir(folder)
        }
        try body(Shelf(folder: folder, ring: .fresh(on: World.frozen().now().day)))
    }

    @Test func `gives back what it was given and shows nothing of it`() throws {
        try Self.withShelf { shelf in
            let bytes = Array("京教工发〔2025〕1号".utf8)
            let mark = try shelf.keep(bytes, wall: "scan")
            #expect(try shelf.bytes(of: mark) == bytes)
            let stored = try FolderNames.bytes("\(shelf.folder)/\(mark)")
            #expect(stored.count == bytes.count + 45)
            #expect(!String(decoding: stored, as: UTF8.self).contains("京教工发"))
        }
    }

    @Test func `keeps equal bytes once within a wall and apart across walls`() throws {
        try Self.withShelf { shelf in
            let first = try shelf.keep([1, 2, 3], wall: "photo 1")
            #expect(try shelf.keep([1, 2, 3], wall: "photo 1") == first)
            let other = try shelf.keep([1, 2, 3], wall: "photo 2")
            #expect(other != first)
            shelf.destroy(first)
            #expect(throws: Refusal.missing) { try shelf.bytes(of: first) }
            #expect(try shelf.bytes(of: other) == [1, 2, 3])
        }
    }

    @Test func `loses what no row holds after a day, and nothing else`() async throws {
        try await withStore { store in
            let folder = "/tmp/shelf-\(Secret.token(bytes: 6))"
            let shelf = Shelf(folder: folder, ring: .fresh(on: World.frozen().now().day))
            let kept = try shelf.keep([1], wall: "scan"), orphan = try shelf.keep([2], wall: "scan")
            let young = try shelf.keep([3], wall: "scan")
            for mark in [kept, orphan] { age(shelf.path(of: mark)) }
            let holder = ShelfHolder("test") { asked, _ in asked.filter { $0 == kept } }
            try await store.read { tx in try shelf.sweep([holder], tx) }
            #expect(try FolderNames.of(folder) == [kept, young].sorted())
            for name in try FolderNames.of(folder) { unlink("\(folder)/\(name)") }
            rmdir(folder)
        }
    }

    @Test func `refuses a mark that is none`() throws {
        try Self.withShelf { shelf in
            #expect(throws: Refusal.missing) { try shelf.bytes(of: "../../etc/passwd") }
        }
    }

    @Test func `a file that was moved to another name does not open`() throws {
        try Self.withShelf { shelf in
            let mark = try shelf.keep([1, 2, 3], wall: "scan")
            let other = String(mark.reversed())
            rename("\(shelf.folder)/\(mark)", "\(shelf.folder)/\(other)")
            #expect(throws: Sealed.Problem.tampered) { try shelf.bytes(of: other) }
        }
    }
}

/// Sets a file's time far back.
private func age(_ path: String) {
    var times = [timeval(tv_sec: 1000, tv_usec: 0), timeval(tv_sec: 1000, tv_usec: 0)]
    utimes(path, &times)
}

/// Reading a folder as a test needs it.
private enum FolderNames {
    static func of(_ folder: String) throws -> [String] {
        guard let listing = opendir(folder) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        let file = open(path, O_RDONLY)
        defer { close(file) }
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(file, &piece, piece.count)
        return Array(piece[..<max(0, count)])
    }
}
