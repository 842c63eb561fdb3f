import Vault
import Web

/// An officer whom a member may ask to correct their file.
struct Keeper: Sendable, Record {
    let name: String
    let unitName: String
    let kind: PostKind

    static let columns: SQL = "p.name, u.short_name, o.kind"

    init(_ row: borrowing Row) throws {
        name = try row.read("name")
        unitName = try row.read("short_name")
        kind = try row.read("kind")
    }

    /// Who keeps the register today in a unit and its base union, the nearest first.
    static func all(along path: String, in tx: Transaction) throws -> [Keeper] {
        let kinds = PostKind.allCases.filter { $0.permissions.contains(.memberKeep) }
        let paths = UnitEntry.paths(above: path) + [path]
        return try tx.all(
            """
            SELECT \(columns) FROM unit u JOIN post o ON o.unit_id = u.id JOIN person p ON p.id = o.person_id
             WHERE u.path \(anyOf: paths) AND u.level IN ('base', 'branch', 'group') AND o.kind \(anyOf: kinds)
               AND o.from_day <= \(tx.today) AND (o.until_day IS NULL OR o.until_day >= \(tx.today))
             ORDER BY u.path DESC, o.from_day, o.id LIMIT 6
            """)
    }
}

/// One's own file, masked as everywhere.
func myFilePage(_ file: PersonFile, _ keepers: [Keeper], _ ring: KeyRing, kind: String, today: Day) throws
    -> HTML
{
    """
    \(pageHead("我的档案", "工会登记的您的资料"))
    <div class="cols cols-8-4"><div class="stack">
    \(card("基本信息", id: "h-person", sub: "证件号和手机号已遮盖",
        portrait(file.photograph, of: "您", at: Places.myPicture()) + (try personFacts(file.entry, ring, today: today))
            + photographLink(file.photograph)))
    \(card("现在的会籍", id: "h-now", membershipFacts(file.current?.spell, file.chain, today: today)))
    \(timelineCard(file.timeline, at: Places.me(), kind: kind))
    </div><div class="stack">\(card("资料不对？", id: "h-correct", correction(keepers)))
    \(card("谁看过", id: "h-looks", looksLink))</div></div>
    """
}

private func photographLink(_ photograph: Photograph?) -> HTML {
    let words = photograph == nil ? "上传我的照片" : "更换或撤回照片"
    return "<p class=\"mt2\"><a href=\"\(Places.myPhotograph())\">\(words)</a></p>"
}

private func correction(_ keepers: [Keeper]) -> HTML {
    guard !keepers.isEmpty else { return "<p>请联系本单位工会更正。</p>" }
    return """
        <p>请告诉下面任何一位，由他们更正。每次更正都会留下记录。</p>
        <ul class="rows mt2">\(each: keepers, keeper)</ul>
        """
}

private func keeper(_ keeper: Keeper) -> HTML {
    "<li class=\"row\"><b>\(keeper.name)</b> <span class=\"muted\">\(keeper.unitName) · \(keeper.kind.words)</span></li>"
}

private let looksLink: HTML = """
    <p>工会干部查看您的完整证件号、手机号，或修改您的资料，都会留下记录。</p>
    <p class="mt2"><a href="\(Places.looks())">看看谁看过我的资料</a></p>
    """
