import Federation
import Rulebook
import Web

/// The units behind a figure, one a line, those with the most people to win first (应入未入).
struct CoveredUnits: Sendable {
    /// Which of them.
    enum Part: String, CaseIterable, Sendable {
        case all
        case reported
        case missing
        /// More members than staff.
        case over

        var words: String {
            switch self {
            case .all: "全部"
            case .reported: "已上报"
            case .missing: "未上报"
            case .over: "超过 100%"
            }
        }

        func contains(_ share: UnitShare) -> Bool {
            switch self {
            case .all: true
            case .reported: share.staff != nil
            case .missing: share.staff == nil
            case .over: share.rate?.isOver ?? false
            }
        }
    }

    let shares: MonthShares
    let above: [UnitEntry]
    let part: Part
    let kind: UnitKind?
    /// One type only; nil for all together.
    let employment: Employment?
    let today: Day
    /// Whether the register itself may be opened.
    let maySeeMembers: Bool
    private let officer: Officer

    /// How many lines before the page's first; the order is by figures, so pages follow each other by number.
    let skipped: Int

    /// How many a page shows; a file holds all.
    static let pageSize = 50

    var unit: UnitEntry { shares.unit }
    var month: Month { shares.month }

    init(_ call: Call, _ id: ID<Unit>, as officer: Officer, in tx: Transaction) throws {
        let unit = try UnitEntry.find(id, as: officer, in: tx)
        shares = try MonthShares(
            unit, askedMonth(call.query("month"), on: tx.today), rules: unit.rules(in: tx), as: officer, in: tx)
        above = try UnitEntry.above(unit, as: officer, in: tx)
        part = Part(rawValue: call.query("part")) ?? .all
        kind = UnitKind(rawValue: call.query("kind"))
        employment = Employment(rawValue: call.query("employment"))
        skipped = max(0, Int(call.query("from")) ?? 0)
        today = tx.today
        maySeeMembers = officer.holds(.memberSee, at: unit.path)
        self.officer = officer
    }

    /// Whether the officer may open a unit of that day today.
    func mayOpen(_ share: UnitShare) -> Bool { officer.reaches(share.unit.pathNow) }

    /// Those of the kind, whatever part.
    private var ofKind: [UnitShare] { shares.shares.filter { kind == nil || $0.unit.kind == kind } }

    func count(_ part: Part) -> Int { ofKind.count(where: part.contains) }

    /// A line's rate: of one type, or of all.
    func rate(_ share: UnitShare) -> CoverageRate? {
        employment.map { share.rate(of: $0) } ?? share.rate
    }

    func members(_ share: UnitShare) -> Int { employment.map { share.members[$0] ?? 0 } ?? share.allMembers }

    /// The most people to win first; then those that did not report, by members.
    var lines: [UnitShare] {
        ofKind.filter(part.contains).sorted { a, b in
            switch (rate(a)?.gap, rate(b)?.gap) {
            case (let one?, let other?): (-one, a.unit.path) < (-other, b.unit.path)
            case (_?, nil): true
            case (nil, _?): false
            case (nil, nil): (-members(a), a.unit.path) < (-members(b), b.unit.path)
            }
        }
    }

    /// This list with something changed.
    func path(part: Part? = nil, _ changed: [(name: String, value: String)] = []) -> Path {
        let shown = part ?? self.part
        let mine = [
            (name: "month", value: month.description), (name: "part", value: shown == .all ? "" : shown.rawValue),
            (name: "kind", value: kind?.rawValue ?? ""), (name: "employment", value: employment?.rawValue ?? ""),
        ]
        return Places.coveredUnits(unit.id).with(
            mine.map { pair in changed.first { $0.name == pair.name } ?? pair }
                + changed.filter { new in !mine.contains { $0.name == new.name } })
    }

    var json: JSON {
        [
            "month": JSON(month.description),
            "units": .array(
                lines.map { share in
                    [
                        "id": JSON(share.unit.id), "name": JSON(share.unit.name), "code": JSON(share.unit.code),
                        "members": JSON(members(share)), "staff": rate(share).map { JSON($0.staff) } ?? nil,
                        "reported": .bool(share.staff != nil), "late": .bool(share.isLate),
                    ]
                }),
        ]
    }
}
