import Web

/// A stretch of days, both ends included; open where it has no end.
struct Span: Equatable, Sendable {
    let from: Day
    let until: Day?

    /// What is left of it outside another.
    func outside(_ other: Span) -> [Span] {
        var left: [Span] = []
        if from < other.from {
            let end = other.from.adding(days: -1)
            left.append(Span(from: from, until: until.map { min($0, end) } ?? end))
        }
        if let end = other.until, until.map({ $0 > end }) ?? true {
            left.append(Span(from: max(from, end.adding(days: 1)), until: until))
        }
        return left
    }
}

/// Joins the spells of two entries of one person so that no day is in two of them and none is lost.
enum SpellJoining {
    /// What of the other entry's spells lies outside the main entry's, each piece with the place of its source.
    static func rest(of other: [Span], outside main: [Span]) -> [(source: Int, span: Span)] {
        other.enumerated().flatMap { index, span in
            main.reduce([span]) { pieces, taken in pieces.flatMap { $0.outside(taken) } }.map { (index, $0) }
        }
    }
}
