public import Web

/// A named set of units, as papers address them: 各高校工会, 各区（燕山）教育工会 (A01, 1.K). It is not an organisation but a dated
/// set: whom it means on a day follows from its rule and its exceptions, and the list is never stored.
public struct UnitGroup: Equatable, Sendable {
    public let id: ID<UnitGroup>
    /// The union that keeps it; it means units below this one.
    public let unit: ID<Unit>
    public let name: String
    public let note: String?
    /// The day from which it is used no more; nil while it is.
    public let endedOn: Day?
    /// Grows with each change, so that two officers at once are told.
    public let version: Int

    /// A condition of the rule: every unit that fits one of the clauses in force on the day is in the group.
    public struct Clause: Equatable, Sendable {
        public let id: ID<Clause>
        public let group: ID<UnitGroup>
        /// The unit below which it looks.
        public let below: ID<Unit>
        public let belowName: String
        /// Only units directly below, not those further down.
        public let isDirect: Bool
        public let level: UnitLevel?
        public let kind: UnitKind?
        /// Units that are still being prepared count too.
        public let hasPreparing: Bool
        public let from: Day?
        public let until: Day?

        public func isInForce(on day: Day) -> Bool {
            (from.map { $0 <= day } ?? true) && (until.map { $0 >= day } ?? true)
        }

        /// Whether a unit of a day fits, when `path` is where the unit stood below which it looks.
        public func fits(_ unit: DayUnit, below path: String) -> Bool {
            unit.path != path && unit.path.hasPrefix(path)
                && (!isDirect || unit.path.utf8.count == path.utf8.count + 5)
                && (level.map { $0 == unit.level } ?? true) && (kind.map { $0 == unit.kind } ?? true)
                && (unit.state == .standing || (hasPreparing && unit.state == .preparing))
        }

        /// `北京市教育工会直接下级中的高等学校（校级）`
        public var words: String {
            let what = kind.map(\.words) ?? level.map { "\($0.words)单位" } ?? "所有单位"
            let also = kind == nil ? "" : level.map { "（\($0.words)）" } ?? ""
            return "\(belowName)\(isDirect ? "直接下级" : "及以下")的\(what)\(also)\(hasPreparing ? "，连同筹备中的" : "")"
        }
    }

    /// A unit that is in the group, or out of it, whatever the rule says.
    public struct Exception: Equatable, Sendable {
        public let id: ID<Exception>
        public let group: ID<UnitGroup>
        public let unit: ID<Unit>
        public let unitName: String
        public let isIn: Bool
        public let from: Day
        public let until: Day?
        public let reason: String
        public let paper: String?

        public func isInForce(on day: Day) -> Bool { from <= day && until.map { $0 >= day } ?? true }

        public var words: String {
            "\(isIn ? "特别列入" : "特别除外")：\(reason)\(paper.map { "（\($0)）" } ?? "")"
        }
    }

    public enum Problem: Explained, Equatable {
        case changedMeanwhile
        case spellingTaken(String, by: String)
        case exceptionExists

        public var words: String {
            switch self {
            case .changedMeanwhile: "刚才有人改过这个分组。下面是现在的内容，请再看一遍后保存。"
            case .spellingTaken(let words, let group): "“\(words)”已经是“\(group)”的写法。"
            case .exceptionExists: "这个单位在这个分组里已有例外，请先结束原来的。"
            }
        }
    }
}
