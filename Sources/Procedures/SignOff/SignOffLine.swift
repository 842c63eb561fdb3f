public import Federation
public import Web

/// A line of work whose matters are signed off up the tree (审批链): which levels they pass, who decides at each and in how many
/// working days. A room declares it as a value in `Module.brought`; the chain of a case is copied when it is filed, so that a
/// later version of the line leaves running cases as they are.
public struct SignOffLine: Sendable {
    /// One level on the way.
    public struct Stage: Sendable {
        public let level: UnitLevel
        /// What a holder must be permitted, beside `signoff.decide`, which opens the desk.
        public let permission: Permission
        /// Working days that each holder has.
        public let days: Int

        public init(_ level: UnitLevel, _ permission: Permission = .signOffDecide, days: Int) {
            self.level = level
            self.permission = permission
            self.days = days
        }
    }

    /// As rows name it: `request`.
    public let name: String
    /// `请示`
    public let words: String
    /// Kept with each case.
    public let version: String
    /// From the lowest level to the highest. Levels that the tree leaves out are passed over; the last that is there decides.
    public let stages: [Stage]
    /// Who may file, revise and withdraw at the unit it comes from, and who may read it.
    public let files: Permission
    public let reads: Permission
    /// What the case is about, drawn into its page.
    public let body: @Sendable (_ subject: Int64, SignOff, Transaction) throws -> HTML
    /// Where the filing unit revises what came back; nil where it cannot.
    public let revision: (@Sendable (_ subject: Int64) -> Path)?
    /// Told in the transaction of the decision, many at once in a batch: cases that were approved, refused, returned or
    /// withdrawn, in their new state. What it throws undoes the decision.
    public let settled: @Sendable ([SignOff], Transaction) throws -> Void

    public init(
        _ name: StaticString, _ words: String, version: String, stages: [Stage], files: Permission = .signOffFile,
        reads: Permission = .unitSee, revision: (@Sendable (Int64) -> Path)? = nil,
        body: @escaping @Sendable (Int64, SignOff, Transaction) throws -> HTML = { _, _, _ in .none },
        settled: @escaping @Sendable ([SignOff], Transaction) throws -> Void = { _, _ in }
    ) {
        precondition(!stages.isEmpty)
        self.name = name.description
        self.words = words
        self.version = version
        self.stages = stages
        self.files = files
        self.reads = reads
        self.revision = revision
        self.body = body
        self.settled = settled
    }

    /// `校级（3 个工作日）→ 市级（5 个工作日）`
    public var chainWords: String {
        stages.map { "\($0.level.words)（\($0.days) 个工作日）" }.joined(separator: " → ")
    }

    /// The units that a case of this unit passes: of the units above it, those of the line's levels. The tree on the way is given
    /// from the highest down.
    static func chain(_ stages: [Stage], above: [UnitEntry]) -> [(unit: UnitEntry, stage: Stage)] {
        stages.compactMap { stage in
            above.last { $0.level == stage.level && $0.state != .dissolved }.map { ($0, stage) }
        }
    }
}

/// The lines of work that the rooms brought, by name.
package struct SignOffLines: Sendable {
    package let all: [SignOffLine]

    package init(_ joined: Joined) {
        all = joined.brought(SignOffLine.self)
    }

    subscript(name: String) -> SignOffLine? { all.first { $0.name == name } }

    func words(_ name: String) -> String { self[name]?.words ?? name }
}
