import Synchronization

/// What the server has done and is doing, as counted at one moment.
public struct Metrics: Sendable, Equatable {
    /// Open now.
    public var connections = 0
    /// Requests whose answer is being made now.
    public var inFlight = 0
    /// Answers since the start by the first digit of their status, 1 to 5. Those the C library gives by itself
    /// (a head that is too long) are not counted.
    public var answers: [Int: Int] = [:]
    /// Bytes of bodies handed to the network since the start.
    public var bytesOut = 0
}

/// The running counts behind `Metrics`.
final class Counters: Sendable {
    let connections = Atomic(0)
    let inFlight = Atomic(0)
    let bytesOut = Atomic(0)
    /// Requests of which anything has come or is still to be sent.
    let busy = Atomic(0)
    /// Connections the C library holds suspended; it must not be stopped while there are any.
    let suspended = Atomic(0)
    private let informed = Atomic(0)
    private let succeeded = Atomic(0)
    private let redirected = Atomic(0)
    private let refused = Atomic(0)
    private let failed = Atomic(0)

    func countAnswer(_ status: Int) {
        switch status {
        case ..<200: informed.add(1, ordering: .relaxed)
        case ..<300: succeeded.add(1, ordering: .relaxed)
        case ..<400: redirected.add(1, ordering: .relaxed)
        case ..<500: refused.add(1, ordering: .relaxed)
        default: failed.add(1, ordering: .relaxed)
        }
    }

    var snapshot: Metrics {
        Metrics(
            connections: connections.load(ordering: .relaxed), inFlight: inFlight.load(ordering: .relaxed),
            answers: [
                1: informed.load(ordering: .relaxed), 2: succeeded.load(ordering: .relaxed),
                3: redirected.load(ordering: .relaxed), 4: refused.load(ordering: .relaxed),
                5: failed.load(ordering: .relaxed),
            ], bytesOut: bytesOut.load(ordering: .relaxed))
    }
}
