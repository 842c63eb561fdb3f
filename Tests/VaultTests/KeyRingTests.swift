import Base
import Glibc
import Testing

@testable import Vault

@Suite("A key ring") struct KeyRingTests {
    let day = Day(year: 2026, month: 3, day: 1) ?? Day(number: 0)

    /// A path in a folder of its own, emptied afterwards.
    private func withPath(_ body: (String) throws -> Void) throws {
        let folder = "/tmp/vault-tests-\(Hex.encode(Secret.bytes(8)))"
        try #require(mkdir(folder, 0o700) == 0)
        defer {
            unlink("\(folder)/keys")
            #expect(rmdir(folder) == 0, "something was left beside the key file")
        }
        try body("\(folder)/keys")
    }

    @Test func `is created once, private, and read back`() throws {
        try withPath { path in
            let ring = try KeyRing.create(at: path, on: day)
            #expect(try KeyRing.load(from: path).keys == ring.keys)
            var facts = stat()
            #expect(stat(path, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
            #expect(throws: KeyRing.Problem.exists(path: path)) { try KeyRing.create(at: path, on: day) }
            #expect(try KeyRing.load(from: path).keys == ring.keys)
        }
    }

    @Test func `is replaced whole`() throws {
        try withPath { path in
            let ring = try KeyRing.create(at: path, on: day).rotated(on: day.adding(days: 1))
            try ring.save(to: path)
            #expect(try KeyRing.load(from: path).keys == ring.keys)
            #expect(ring.keys.count { $0.purpose == .seal } == 2)
        }
    }

    @Test("is refused when others may read it", arguments: [0o644, 0o640, 0o604, 0o660, 0o700])
    func modes(mode: Int) throws {
        try withPath { path in
            _ = try KeyRing.create(at: path, on: day)
            chmod(path, mode_t(mode))
            #expect(throws: KeyRing.Problem.open(path: path, mode: mode)) { try KeyRing.load(from: path) }
        }
    }

    @Test func `is missed in words that say what to do`() throws {
        #expect(throws: KeyRing.Problem.missing(path: "/nowhere/keys")) { try KeyRing.load(from: "/nowhere/keys") }
        #expect(KeyRing.Problem.open(path: "/k", mode: 0o644).words.contains("chmod 600 /k"))
        #expect(throws: KeyRing.Problem.self) { try KeyRing.fresh(on: day).save(to: "/nowhere/keys") }
        #expect(throws: KeyRing.Problem.unreadable(path: "/tmp", reason: "不是普通文件")) { try KeyRing.load(from: "/tmp") }
    }

    @Test func `is read line by line and forgives nothing`() throws {
        let ring = KeyRing.fresh(on: day)
        let lines = ring.secretText.split(separator: "\n").map(String.init)
        #expect(try KeyRing(text: lines.joined(separator: "\n\n")).keys == ring.keys)
        #expect(throws: KeyRing.Problem.line(3)) {
            try KeyRing(text: [lines[0], lines[1], String(lines[2].dropLast())].joined(separator: "\n"))
        }
        #expect(throws: KeyRing.Problem.lacking(.audit)) { try KeyRing(text: lines.dropLast().joined(separator: "\n")) }
        #expect(throws: KeyRing.Problem.self) { try KeyRing(text: (lines + [lines[1]]).joined(separator: "\n")) }
        let second = try #require(KeyRing.fresh(on: day).secretText.split(separator: "\n").last)
        #expect(throws: KeyRing.Problem.several(.audit)) { try KeyRing(text: ring.secretText + second) }
    }

    @Test func `does not show its keys`() {
        let key = KeyRing.fresh(on: day).key(.seal)
        #expect("\(key)" == "seal \(key.hexID)")
    }
}
