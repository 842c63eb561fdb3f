import Vault
import Web

/// One time that somebody looked at a person's file in full, or changed it, as that person may read it.
struct Look: Sendable {
    let at: Instant
    /// Who it was, with their posts of today; the house itself where there is nobody.
    let who: String
    let words: String
    /// The reason, or what was changed; nil when it was destroyed.
    let detail: String?

    /// How many the page shows.
    static let most = 100

    /// The acts that concern a person, the latest first.
    static func all(at person: ID<Person>, ring: KeyRing, in tx: Transaction) throws -> [Look] {
        let selves = try PersonMerge.selves(of: person, in: tx)
        var found: [(entry: AuditEntry, detail: String?)] = []
        for one in selves {
            let entries = try AuditEntry.concerning(one, limit: most, in: tx)
            let details = try AuditEntry.openDetails(of: entries, concerning: one, ring: ring, in: tx)
            found += zip(entries, details).map { (entry: $0, detail: $1) }
        }
        found.sort { $0.entry.id > $1.entry.id }
        let actors = try Doer.named(Set(found.compactMap(\.entry.actor)), in: tx)
        return found.prefix(most).map { entry, detail in
            let who = entry.actor.map { selves.contains($0) ? "您自己" : actors[$0] ?? "已离开的工会干部" } ?? "系统"
            return Look(at: entry.at, who: who, words: entry.words, detail: detail)
        }
    }

    var json: JSON { ["at": JSON(at), "who": JSON(who), "act": JSON(words), "detail": JSON(detail)] }
}

/// Who acted: a name with the posts of today.
struct Doer: Record {
    let person: ID<Person>
    let name: String
    let unitName: String?
    let kind: PostKind?

    static let columns: SQL = "p.id, p.name, u.short_name, o.kind"

    init(_ row: borrowing Row) throws {
        person = try row.read("id")
        name = try row.read("name")
        unitName = try row.read("short_name")
        kind = try row.read("kind")
    }

    static func named(_ people: Set<ID<Person>>, in tx: Transaction) throws -> [ID<Person>: String] {
        guard !people.isEmpty else { return [:] }
        let found: [Doer] = try tx.all(
            """
            SELECT \(columns) FROM person p
              LEFT JOIN post o ON o.person_id = p.id AND o.from_day <= \(tx.today)
                AND (o.until_day IS NULL OR o.until_day >= \(tx.today))
              LEFT JOIN unit u ON u.id = o.unit_id
             WHERE p.id \(anyOf: people.sorted()) ORDER BY p.id, u.path, o.id
            """)
        return Dictionary(grouping: found, by: \.person).mapValues { lines in
            let posts = lines.compactMap { line in line.unitName.flatMap { unit in line.kind.map { unit + $0.words } } }
            return lines[0].name + (posts.isEmpty ? "" : "（\(posts.joined(separator: "、"))）")
        }
    }
}

/// Who looked at one's file.
func looksPage(_ looks: [Look]) -> HTML {
    """
    \(pageHead("谁看过我的资料", "完整号码的查看、资料的登记和修改，都在这里；最近 \(Look.most) 次"))
    <section class="card" aria-label="记录">\(content(looks))</section>
    """
}

private func content(_ looks: [Look]) -> HTML {
    guard !looks.isEmpty else { return emptyState("还没有记录", "没有人看过您的完整号码，也没有人改过您的资料。") }
    return table("查看和修改记录", columns, looks)
}

private let columns: [Column<Look>] = [
    Column("时间", isName: true) { moment($0.at) },
    Column("谁") { "\($0.who)" },
    Column("做了什么") { "\($0.words)" },
    Column("事由或内容") { look in
        guard let detail = look.detail else { return "<span class=\"muted\">（事由已销毁）</span>" }
        return detail.isEmpty ? "<span class=\"muted\">—</span>" : "\(detail)"
    },
]
