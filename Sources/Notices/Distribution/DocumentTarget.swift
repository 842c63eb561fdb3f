public import Federation
public import Web

/// Whom a paper is sent to, as its draft says: resolved into units on the day it is issued and not before.
public struct DocumentTarget: Hashable, Sendable {
    /// To act on, or for information.
    public enum Role: String, Sendable, Readable, Bindable {
        case main
        case copy

        public var words: String { self == .main ? "主送" : "抄送" }
    }

    /// Which units are meant.
    public enum Whom: Hashable, Sendable {
        /// The union above.
        case parent
        /// Those directly below.
        case children
        /// All base unions below (校级工会).
        case bases
        /// A named group, such as 各高校工会.
        case group(ID<UnitGroup>)
        case unit(ID<Unit>)
    }

    public let role: Role
    public let whom: Whom

    public init(_ whom: Whom, _ role: Role = .main) {
        self.whom = whom
        self.role = role
    }
}

extension DocumentTarget: Record {
    public static let columns: SQL = "role, reach, group_id, unit_id"

    public init(_ row: borrowing Row) throws {
        role = try row.read("role")
        let word: String = try row.read("reach")
        let group: ID<UnitGroup>? = try row.read("group_id"), unit: ID<Unit>? = try row.read("unit_id")
        switch (word, group, unit) {
        case (_, let group?, _): whom = .group(group)
        case (_, _, let unit?): whom = .unit(unit)
        case ("parent", _, _): whom = .parent
        case ("children", _, _): whom = .children
        default: whom = .bases
        }
    }

    /// The word of the reach, and what it names.
    private var written: (word: String, group: ID<UnitGroup>?, unit: ID<Unit>?) {
        switch whom {
        case .parent: ("parent", nil, nil)
        case .children: ("children", nil, nil)
        case .bases: ("bases", nil, nil)
        case .group(let id): ("group", id, nil)
        case .unit(let id): ("unit", nil, id)
        }
    }

    /// As a form sends it: `bases`, `group:12`; units are typed by name.
    var value: String {
        let written = written
        return written.group.map { "group:\($0)" } ?? written.word
    }

    static func all(of id: ID<OfficialDocument>, in tx: Transaction) throws -> [DocumentTarget] {
        try tx.all("SELECT \(columns) FROM document_target WHERE document_id = \(id) ORDER BY id")
    }

    static func replace(of id: ID<OfficialDocument>, with targets: [DocumentTarget], _ tx: Transaction) throws {
        try tx.run("DELETE FROM document_target WHERE document_id = \(id)")
        for target in targets {
            let written = target.written, key: ID<DocumentTarget> = tx.newID()
            try tx.run(
                """
                INSERT INTO document_target (id, document_id, role, reach, group_id, unit_id)
                VALUES (\(key), \(id), \(target.role), \(written.word), \(written.group), \(written.unit))
                """)
        }
    }

    /// What a target is called in a paper: 各高校工会, 海淀区教育工会.
    func words(in tx: Transaction) throws -> String {
        switch whom {
        case .parent: "上级工会"
        case .children: "各直属下级工会"
        case .bases: "各校级工会"
        case .group(let id): try tx.value("SELECT name FROM unit_group WHERE id = \(id)") ?? ""
        case .unit(let id): try tx.value("SELECT name FROM unit WHERE id = \(id)") ?? ""
        }
    }
}

extension DocumentDraft {
    /// What stands above the body: what was typed, or else what the targets are called.
    func addressees(in tx: Transaction) throws -> String {
        guard addressees.isEmpty else { return addressees }
        return try targets.filter { $0.role == .main }.map { try $0.words(in: tx) }.joined(separator: "，")
    }
}
