public import Base
import Synchronization
public import Testing

/// Runs a law in many random worlds, and stops at the first in which it does not hold, saying its seed.
///
/// `UNIONHOME_SEED=… swift test --filter …` runs that one world again; so does `seed`.
public func forAll(
    _ worlds: Int = 200, seed: UInt64? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (inout Dice) throws -> Void
) {
    if let seed = seed ?? setting("UNIONHOME_SEED").flatMap({ UInt64($0) }) {
        _ = holds(seed, sourceLocation, body)
        return
    }
    var seeds = Dice.system
    for _ in 0..<worlds {
        guard holds(seeds.next(), sourceLocation, body) else { return }
    }
}

/// One world of `forAll`, where the law itself waits for a store.
public func forAll(
    _ worlds: Int = 200, seed: UInt64? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (inout Dice) async throws -> Void
) async {
    let fixed = seed ?? setting("UNIONHOME_SEED").flatMap { UInt64($0) }
    var seeds = Dice.system
    for _ in 0..<(fixed == nil ? worlds : 1) {
        let seed = fixed ?? seeds.next()
        let failed = Flag()
        do {
            try await withKnownIssue(isIntermittent: true, sourceLocation: sourceLocation) {
                var dice = Dice(seed: seed)
                try await body(&dice)
            } matching: { _ in
                failed.raise()
            }
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
        guard !failed.isUp else { return say(seed, sourceLocation) }
    }
}

private func holds(_ seed: UInt64, _ place: SourceLocation, _ body: (inout Dice) throws -> Void) -> Bool {
    let failed = Flag()
    do {
        // Nothing is known or forgiven here: it is the one way to hear of a failed expectation.
        try withKnownIssue(isIntermittent: true, sourceLocation: place) {
            var dice = Dice(seed: seed)
            try body(&dice)
        } matching: { _ in
            failed.raise()
        }
    } catch {
        Issue.record(error, sourceLocation: place)
    }
    if failed.isUp { say(seed, place) }
    return !failed.isUp
}

private func say(_ seed: UInt64, _ place: SourceLocation) {
    Issue.record("the law broke in this world; see it again with UNIONHOME_SEED=\(seed)", sourceLocation: place)
}

/// Goes up once and stays.
private final class Flag: Sendable {
    private let state = Atomic(false)

    var isUp: Bool { state.load(ordering: .relaxed) }

    /// Gives false: the issue is not forgiven.
    func raise() -> Bool {
        state.store(true, ordering: .relaxed)
        return false
    }
}
