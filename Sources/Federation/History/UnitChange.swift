public import Web

/// An act that changed units: founding, renaming, moving, merging, splitting, dissolving, or a correction of what was entered.
/// It holds from a day, was ordered by a paper, and names every unit concerned.
public struct UnitChange: Equatable, Sendable {
    public let id: ID<UnitChange>
    /// The unit on whose page it was entered.
    public let unit: ID<Unit>
    public let kind: Kind
    public let state: State
    /// The first day on which things are as it says.
    public let on: Day
    public let paper: UnitPaper
    /// What is to be done, as JSON; empty for what was done at once.
    public let plan: String
    /// What happened, in a sentence.
    public let words: String
    public let madeBy: ID<Person>?
    public let madeAt: Instant
    public let version: Int

    public enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        /// Put into the books, founded on a day that nobody entered.
        case enter
        case found
        case rename
        /// 更正: what was entered wrong is put right; no name of before is kept for it.
        case correct
        case move
        case merge
        case split
        case dissolve

        public var words: String {
            switch self {
            case .enter: "登记"
            case .found: "设立"
            case .rename: "更名"
            case .correct: "更正资料"
            case .move: "移动"
            case .merge: "合并"
            case .split: "分立"
            case .dissolve: "撤销"
            }
        }

        /// The name of the audit's act for what is planned first.
        var actName: StaticString {
            switch self {
            case .merge: "unit.merge"
            case .split: "unit.split"
            case .move: "unit.move"
            case .dissolve: "unit.dissolve"
            default: "unit.rename"
            }
        }
    }

    /// A plan is looked at before it is done; a done act is history.
    public enum State: String, Sendable, Readable, Bindable {
        case planned
        case done
        case dropped
    }

    /// What a unit is to an act.
    public enum Role: String, Sendable, Readable, Bindable {
        case subject
        case from
        case into
        case parent
    }
}

/// The paper that ordered a change of units (批复、通知、决定), as far as it is on file.
public struct UnitPaper: Equatable, Sendable {
    /// 文号, such as `京教工发〔2024〕12 号`.
    public let number: String?
    /// The date of the paper, which may lie before or after the day it takes effect.
    public let day: Day?
    public let scan: PaperScan?

    public init(number: String? = nil, day: Day? = nil, scan: PaperScan? = nil) {
        self.number = number
        self.day = day
        self.scan = scan
    }

    /// `京教工发〔2024〕12 号（2024-08-20）`; nil when neither is known.
    public var words: String? {
        guard let number else { return day.map { "\($0) 的文件" } }
        return day.map { "\(number)（\($0)）" } ?? number
    }
}

/// The scan of a paper: a file beside the store, named by a keyed hash of its bytes.
public struct PaperScan: Equatable, Sendable {
    public let hash: String
    public let size: Int
    public let format: Format
    /// What the file was called when it was chosen.
    public let name: String

    /// Who may share equal files on the shelf: papers of units are read by whoever may see the unit.
    public static let wall = "unit papers"

    public enum Format: String, Sendable, Readable, Bindable {
        case pdf
        case png
        case jpeg
    }

    public init(hash: String, size: Int, format: Format, name: String) {
        self.hash = hash
        self.size = size
        self.format = format
        self.name = name
    }
}

/// From which day a change of units holds, what paper ordered it, and who enters it.
public struct UnitOrder: Sendable {
    /// Nil for today; for a founding, nil for the founding day or, without one, the beginning of the books.
    public let on: Day?
    public let paper: UnitPaper
    /// Nil for the house itself.
    public let by: ID<Person>?
    /// The plan that becomes the act; nil when it is done at once.
    var plan: ID<UnitChange>?

    public init(on: Day? = nil, paper: UnitPaper = UnitPaper(), by: ID<Person>? = nil) {
        self.on = on
        self.paper = paper
        self.by = by
    }
}
