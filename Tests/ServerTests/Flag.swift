import Synchronization

/// Something that a handler notes and a test reads, from different threads.
final class Flag: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool { raised.load(ordering: .sequentiallyConsistent) }

    func raise() { raised.store(true, ordering: .sequentiallyConsistent) }
}
