import Base
import Vault
import Web

/// What signing in needs beside the store: a thread for slow hashes, and what one guess at a password costs.
struct Door: Sendable {
    let arithmetic: Arithmetic
    let cost: PasswordCost

    /// Whether this is the password of the account. Takes as long where there is no account, no password, or
    /// a closed one,
    /// so that the time does not tell which names exist.
    func isRight(_ password: String, for account: Account?) async throws -> Bool {
        let stored = account.flatMap { $0.state == .open ? $0.storedHash : nil }
        let cost = cost
        return try await slowly {
            guard let stored else {
                _ = try Password.hash(password, cost: cost)
                return false
            }
            return Password.verify(password, against: stored)
        }
    }

    /// The text to store for a password.
    func hash(_ password: String) async throws -> String {
        let cost = cost
        return try await slowly { try Password.hash(password, cost: cost) }
    }

    /// A hash at today's cost, when the stored one was made at another.
    func rehashed(_ password: String, of account: Account) async throws -> String? {
        guard let stored = account.storedHash, Password.needsRehash(stored, cost: cost) else { return nil }
        return try await hash(password)
    }

    /// Too much waiting, or no memory for a hash, is answered as an overloaded house answers: later.
    private func slowly<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        do {
            return try await arithmetic.run { try body() }
        } catch is Arithmetic.Problem {
            throw StoreProblem.busy
        } catch is Password.OutOfMemory {
            throw StoreProblem.busy
        }
    }
}
