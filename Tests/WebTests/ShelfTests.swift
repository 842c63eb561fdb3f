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

    /// A shelf with files under an older key, the same shelf under a newer, and the marks.
    private static func withRotated(_ body: (_ old: Shelf, _ new: Shelf, _ marks: [String]) throws -> Void) throws {
        try withShelf { shelf in
            let ring = KeyRing.fresh(on: World.frozen().now().day)
            let old = Shelf(folder: shelf.folder, ring: ring)
            let marks = try (1...3 as ClosedRange<UInt8>).map { try old.keep([$0], wall: "scan") }.sorted()
            try body(old, Shelf(folder: shelf.folder, ring: ring.rotated(on: World.frozen().now().day)), marks)
        }
    }

    @Test func `sealed anew, gives the same back without the older key`() throws {
        try Self.withRotated { old, new, marks in
            let before = try marks.map { try new.bytes(of: $0) }
            #expect(try new.counts() == [old.newestKey: 3])
            #expect(try marks.map { try new.reseal($0) } == [true, true, true])
            #expect(try marks.map { try new.reseal($0) } == [false, false, false])
            #expect(try new.counts() == [new.newestKey: 3])
            #expect(try new.marks() == marks)
            let alone = Shelf(folder: new.folder, ring: new.ring.retiring(old.newestKey))
            #expect(try marks.map { try alone.bytes(of: $0) } == before)
            #expect(throws: Sealed.Problem.unknownKey(new.newestKey)) { try old.bytes(of: marks[0]) }
        }
    }

    @Test(arguments: Shelf.Step.allCases) func `dying while it is sealed anew, keeps every file whole`(
        _ step: Shelf.Step
    ) throws {
        struct Death: Error {}
        try Self.withRotated { _, new, marks in
            let before = try marks.map { try new.bytes(of: $0) }
            #expect(throws: Death.self) { try new.reseal(marks[1]) { if $0 == step { throw Death() } } }
            #expect(try marks.map { try new.bytes(of: $0) } == before)
            #expect(try new.marks() == marks)
            for mark in marks { _ = try new.reseal(mark) }
            #expect(try new.counts() == [new.newestKey: 3])
            #expect(try marks.map { try new.bytes(of: $0) } == before)
        }
    }

    @Test func `destroyed while it is sealed anew, does not come back`() throws {
        try Self.withRotated { _, new, marks in
            let isResealed = try new.reseal(marks[0], at: { if $0 == .drafted { new.destroy(marks[0]) } })
            #expect(!isResealed)
            #expect(throws: Refusal.missing) { try new.bytes(of: marks[0]) }
            let left = try FolderNames.of(new.folder)
            #expect(left == Array(marks.dropFirst()))
        }
    }

    @Test func `that cannot be listed is not taken for one without files`() throws {
        let folder = "/tmp/shelf-\(Secret.token(bytes: 6))"
        close(open(folder, O_WRONLY | O_CREAT, 0o600))
        defer { unlink(folder) }
        let shelf = Shelf(folder: folder, ring: .fresh(on: World.frozen().now().day))
        #expect(throws: (any Error).self) { try shelf.counts() }
        let none = Shelf(folder: "\(folder)-none", ring: shelf.ring)
        #expect(try none.counts() == [:])
    }

    @Test func `is read by others while it is sealed anew`() async throws {
        let folder = "/tmp/shelf-\(Secret.token(bytes: 6))"
        let ring = KeyRing.fresh(on: World.frozen().now().day)
        let old = Shelf(folder: folder, ring: ring)
        let mark = try old.keep([UInt8](repeating: 7, count: 300_000), wall: "scan")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            let rings = (1...40).reduce(into: [ring]) { rings, _ in
                rings.append(rings[rings.count - 1].rotated(on: World.frozen().now().day))
            }
            let reader = Shelf(folder: folder, ring: rings[40])
            group.addTask {
                for ring in rings { _ = try Shelf(folder: folder, ring: ring).reseal(mark) }
                return true
            }
            for _ in 0..<3 {
                group.addTask {
                    for _ in 0..<40 where try reader.bytes(of: mark).count != 300_000 { return false }
                    return true
                }
            }
            for try await isWell in group { #expect(isWell) }
            #expect(try reader.counts() == [reader.newestKey: 1])
        }
        for name in try FolderNames.of(folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
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

extension Shelf {
    fileprivate var newestKey: UInt32 { ring.key(.seal).id }
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
