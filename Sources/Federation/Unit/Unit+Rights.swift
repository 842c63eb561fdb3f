import Web

extension Officer {
    /// Whether a permission of theirs holds in a unit, whatever brought them to this page.
    func may(_ permission: Permission, at path: String) -> Bool {
        also(permission)?.reaches(path) ?? false
    }

    /// Whether a unit lies below a top of their reach: their own top is moved and ended by those above it.
    func isAbove(_ path: String) -> Bool {
        reaches.contains { $0.hasDescent && $0.unitPath != path && $0.contains(path) }
    }

    /// The permissions that they hold at one path and not at another: what bringing the other under the first would give them.
    func gains(from parent: String, at path: String) -> [Permission] {
        Permission.federation.filter { may($0, at: parent) && !may($0, at: path) }
    }

    /// The permissions of a post that they do not hold at a unit with all below it, and so may not give.
    func lacks(_ kind: PostKind, at path: String) -> [Permission] {
        kind.permissions.filter { permission in
            guard let officer = also(permission) else { return true }
            return !officer.reaches.contains { $0.contains(path) && ($0.hasDescent || !kind.hasDescent) }
        }
    }
}

extension UnitEntry {
    /// A unit that the officer may move, end, or tie to a second parent: one below their own top, its row locked.
    static func claimBelow(_ id: ID<Unit>, as officer: Officer, in tx: Transaction) throws -> UnitEntry {
        let unit = try claim(id, as: officer, in: tx)
        guard officer.isAbove(unit.path) else { throw Refusal.forbidden }
        return unit
    }

    /// Runs a change of the register and puts what is wrong beside a field of its form.
    static func beside<Result>(_ field: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let problem as Problem {
            switch problem {
            case .levelTooHigh where field == "name": throw Flaws("level", problem.words)
            case .changedMeanwhile, .isDissolved, .full: throw Flaws("", problem.words)
            case .placedLater where field == "parent", .notYetThere where field == "parent":
                throw Flaws("on_day", problem.words)
            case .foundedTooLate: throw Flaws("founded_on", problem.words)
            default: throw Flaws(field, problem.words)
            }
        }
    }

    /// The same for a change that writes the code: one that is taken stands beside the code.
    static func besideCode<Result>(_ tx: Transaction, _ draft: UnitDraft, _ body: () throws -> Result) throws -> Result
    {
        do {
            return try beside("name") { try tx.attempt(body) }
        } catch StoreProblem.notUnique where draft.code != nil {
            throw Flaws("code", "单位代码 \(draft.code ?? "") 已经用在别的单位，请核对。")
        }
    }
}

/// Units among which a parent is chosen: a list when there are few, a field to type into when there are many.
struct ParentChoices: Sendable {
    /// How many a list may have.
    static let most = 300

    private let lines: [UnitLine]
    private let isMany: Bool

    /// Standing units above a level where the permission holds, none of them the unit itself or below it.
    init(for unit: UnitEntry, as officer: Officer, in tx: Transaction) throws {
        let found: [UnitLine] = try tx.all(
            "SELECT \(UnitLine.columns) FROM unit u WHERE \(Self.fit(unit, officer)) ORDER BY u.path LIMIT \(Self.most + 1)"
        )
        isMany = found.count > Self.most
        lines = isMany ? [] : found
    }

    private static func fit(_ unit: UnitEntry, _ officer: Officer) -> SQL {
        let higher = UnitLevel.allCases.filter { $0.depth < unit.level.depth }.map(\.rawValue)
        return """
            u.level \(anyOf: higher) AND u.state <> 'dissolved' AND \(officer.sees("u.path"))
               AND NOT (u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)))
            """
    }

    /// The field `parent`.
    func drawn(_ label: String, _ filled: Filled) -> HTML {
        guard !isMany else {
            let hint = "填写上级单位的全称、简称或单位代码。"
            return field(Field("parent", label, isRequired: true, hint: hint, isWide: true), filled)
        }
        let top = lines.map(\.path.utf8.count).min() ?? 0
        let choices = lines.map { line in
            (
                value: line.id.description,
                words: String(repeating: "　", count: (line.path.utf8.count - top) / 5) + line.name
            )
        }
        return select(Field("parent", label, isRequired: true, isWide: true), choices, empty: "请选择", filled)
    }

    /// The unit that was chosen or typed. Fails beside the field.
    static func find(_ typed: String, for unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> UnitEntry
    {
        let words = typed.trimmingBlanks
        guard !words.isEmpty else { throw Flaws("parent", "请选择上级单位。") }
        let number: ID<Unit> = ID(words) ?? ID(0)
        let found: [ID<Unit>] = try tx.values(
            """
            SELECT u.id FROM unit u
             WHERE (u.id = \(number) OR u.code = \(words) OR u.name = \(words) OR u.short_name = \(words)
                    OR \(UnitNaming.everExactly(words)))
               AND \(fit(unit, officer)) ORDER BY u.path LIMIT 2
            """)
        guard let first = found.first else { throw Flaws("parent", "没有找到可以作上级的“\(words)”，请核对名称或代码。") }
        guard found.count == 1 else { throw Flaws("parent", "有几个单位都叫“\(words)”，请填写单位代码或全称。") }
        return try UnitEntry.find(first, as: officer, in: tx)
    }
}
