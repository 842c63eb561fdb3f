import Base
import Synchronization
import Testing

@testable import Vault

@Suite("A password") struct PasswordTests {
    @Test func `is verified against its own hash only`() throws {
        let stored = try Password.hash("春天的工会有花", cost: .minimum)
        #expect(stored.hasPrefix("$argon2id$"))
        #expect(Password.verify("春天的工会有花", against: stored))
        #expect(!Password.verify("春天的工会有草", against: stored))
        #expect(!Password.verify("", against: stored))
        #expect(try stored != Password.hash("春天的工会有花", cost: .minimum))
    }

    @Test(
        "is never verified against what is no hash",
        arguments: [
            "", "plain", "$argon2id$", String(repeating: "a", count: 500),
        ])
    func strangers(stored: String) {
        #expect(!Password.verify("plain", against: stored))
        #expect(Password.needsRehash(stored, cost: .minimum))
    }

    @Test func `is hashed anew when the cost has changed`() throws {
        let stored = try Password.hash("春天的工会有花", cost: .minimum)
        #expect(!Password.needsRehash(stored, cost: .minimum))
        #expect(Password.needsRehash(stored, cost: .interactive))
    }

    @Test(
        "is judged",
        arguments: [
            ("春天的工会有花开满校园", 0), ("correct horse battery", 0), ("short", 1), ("1234567890", 1), ("aaaaaaaaaaaa", 1),
            ("abcdefghijkl", 1), ("linmiao-2026-spring", 1), ("hello19840101world", 1), ("hello1984-01-01world", 1),
            ("tel13800002046", 1), ("tel-00002046-tel", 1), ("Password123", 1), ("LINMIAO19840101", 2), ("linmiao", 2),
        ])
    func rule(password: String, count: Int) throws {
        let flaws = PasswordRule.flaws(
            in: password, signInName: "LinMiao", birthday: Day("1984-01-01"), phone: try Phone("138 0000 2046"))
        #expect(flaws.count == count, "\(flaws)")
    }
}

/// Holds work until it is opened, and counts what came in.
private final class Gate: Sendable {
    let isShut = Mutex(true)
    let begun = Mutex(0)
}

@Suite("Arithmetic") struct ArithmeticTests {
    @Test func `gives back what the work gives or throws`() async throws {
        let arithmetic = Arithmetic(limit: 4)
        #expect(try await arithmetic.run { 6 * 7 } == 42)
        await #expect(throws: Refusal.missing) { try await arithmetic.run { throw Refusal.missing } }
        #expect(try await arithmetic.run { 1 } == 1)
    }

    @Test func `refuses beyond its limit, at once, and takes work again afterwards`() async throws {
        let arithmetic = Arithmetic(limit: 2)
        let gate = Gate()
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        try await arithmetic.run {
                            gate.begun.withLock { $0 += 1 }
                            while gate.isShut.withLock({ $0 }) {}
                        }
                        return false
                    } catch {
                        return true
                    }
                }
            }
            var refused = 0
            for await wasRefused in group {
                refused += wasRefused ? 1 : 0
                if refused == 3 { gate.isShut.withLock { $0 = false } }
            }
            return refused
        }
        #expect(refused == 3)
        #expect(gate.begun.withLock { $0 } == 2)
        #expect(try await arithmetic.run { "again" } == "again")
    }

    @Test func `comes and goes with its thread`() async throws {
        for round in 0..<200 {
            let arithmetic = Arithmetic(limit: 1)
            #expect(try await arithmetic.run { round } == round)
        }
    }
}
