public import Web

/// A union organisation as the register holds it (工会组织, A01).
///
/// It has a place in a tree: `path` is its parent's path and one segment of four signs, each ended by `/`, so that a unit with
/// all below it is one range of an index. The tree follows the leading parent; a second, industrial parent is a dated link.
public struct UnitEntry: Equatable, Sendable {
    public let id: ID<Unit>
    public let path: String
    public let parent: ID<Unit>?
    public let name: String
    public let shortName: String
    /// The code it has in its federation's books; nil when it has none.
    public let code: String?
    public let level: UnitLevel
    public let kind: UnitKind
    public let state: UnitState
    public let foundedOn: Day?
    public let dissolvedOn: Day?
    /// Grows with each change, so that two officers at once are told.
    public let version: Int

    /// How many units stand above it.
    public var depth: Int { path.utf8.count / 5 - 1 }

    public enum Problem: Explained, Equatable {
        case levelTooHigh(parent: UnitLevel, level: UnitLevel)
        case full
        case changedMeanwhile
        case belowItself
        case hasUnits(Int)
        case hasMembers(Int)
        case isDissolved
        case needsBase
        case numbersTaken(Int)
        /// An act dated before a later one that it would contradict.
        case placedLater(String, Day)
        case namedLater(String, Day)
        case changedLater(String, Day, UnitChange.Kind)
        case notYetThere(String, Day)
        case inFuture(Day)
        case foundedTooLate(Day)
        case heldLater(Day)

        public var words: String {
            switch self {
            case .levelTooHigh(let parent, let level):
                "上级是\(parent.words)，下面不能设\(level.words)单位。"
            case .full: "这个单位下面的单位太多，请先分层。"
            case .changedMeanwhile: "刚才有人改过这个单位。您填写的都还在，请和现在的内容比一比再保存。"
            case .belowItself: "不能移到自己下面。"
            case .hasUnits(let count): "它下面还有 \(count) 个单位，请先撤销或移走。"
            case .hasMembers(let count): "它还有 \(count) 名会员，请先转出。"
            case .isDissolved: "这个单位已撤销，不能再改。"
            case .needsBase: "它有会员，只能放在校级工会或它的分会下面。"
            case .numbersTaken(let count): "有 \(count) 个工号与那边的会员重复，请先改好工号再移。"
            case .placedLater(let name, let day): "“\(name)”自 \(day) 起才在现在的上级下面，生效日期不能早于这一天。"
            case .namedLater(let name, let day): "“\(name)”自 \(day) 起才用现在的名称，生效日期不能早于这一天。"
            case .changedLater(let name, let day, let kind):
                "“\(name)”在 \(day) 已经有过一次“\(kind.words)”，生效日期不能早于那一天。"
            case .notYetThere(let name, let day): "“\(name)”自 \(day) 起才有记录，生效日期要在那以后。"
            case .inFuture(let day): "生效日期 \(day) 还没有到，请到那一天再办。"
            case .foundedTooLate(let day): "成立日期不能晚于 \(day)，那时它已经有别的变动。"
            case .heldLater(let day): "它的会籍或职务有 \(day) 以后的记录，生效日期不能早于那一天。"
            }
        }
    }

    /// The fields of a revision, with their labels, in the order of the form.
    static let revised: [(field: String, label: String)] = [
        ("name", "全称"), ("short_name", "简称"), ("code", "单位代码"), ("founded_on", "成立日期"), ("kind", "类型"),
    ]

    /// The segment of the n-th child, 1 to 36⁴ − 1, in digits and capitals so that paths sort as numbers do.
    static func segment(_ number: Int) throws(Problem) -> String {
        guard (1..<1_679_616).contains(number) else { throw .full }
        let digits = String(number, radix: 36, uppercase: true)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits + "/"
    }

    /// The paths of all units above a path, highest first.
    public static func paths(above path: String) -> [String] {
        stride(from: 5, to: path.utf8.count, by: 5).map { String(path.prefix($0)) }
    }
}

/// What a form for a unit must hold.
public struct UnitDraft: Sendable {
    public let name: String
    public let shortName: String
    public let code: String?
    public let level: UnitLevel
    public let kind: UnitKind
    public let foundedOn: Day?

    public init(
        name: String, shortName: String, code: String? = nil, level: UnitLevel, kind: UnitKind, foundedOn: Day? = nil
    ) {
        self.name = name
        self.shortName = shortName
        self.code = code
        self.level = level
        self.kind = kind
        self.foundedOn = foundedOn
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        name = check.text("name", "全称", 2...60)
        let short = check.optionalText("short_name", "简称", 30)
        shortName = short ?? name
        code = check.optionalText("code", "单位代码", 30)
        level = check.choice("level", "级别")
        kind = check.choice("kind", "类型")
        foundedOn = check.optionalDay("founded_on", "成立日期")
        if check.flaws["level"] == nil, check.flaws["kind"] == nil, !UnitKind.fitting(level).contains(kind) {
            check.add("kind", "\(level.words)单位不能是“\(kind.words)”。")
        }
        try check.done()
    }
}
