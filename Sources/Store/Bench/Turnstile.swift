import Synchronization

/// Hands out numbers in order, each once.
final class Turnstile: Sendable {
    private let next: Atomic<Int>

    init(from first: Int) {
        next = Atomic(first)
    }

    func number() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
}
