import Web

/// A column of the register that an officer may choose; the name always stands first.
enum ListColumn: String, CaseIterable, Sendable {
    case number
    case sex
    case born
    case unit
    case employment
    case state
    case joined

    var words: String {
        switch self {
        case .number: "工号"
        case .sex: "性别"
        case .born: "出生日期"
        case .unit: "所在单位"
        case .employment: "用工形式"
        case .state: "状态"
        case .joined: "入会日期"
        }
    }

    /// What a list shows to whoever has chosen nothing.
    static let usual: [ListColumn] = [.number, .unit, .employment, .state, .joined]

    /// The chosen ones as one text, in the order of the table.
    static func text(_ columns: [ListColumn]) -> String { columns.map(\.rawValue).joined(separator: ",") }

    /// From such a text; nil when it names none, for then nobody has chosen.
    static func chosen(_ text: String) -> [ListColumn]? {
        let words = Set(text.split(separator: ",").map(String.init))
        let columns = allCases.filter { words.contains($0.rawValue) }
        return columns.isEmpty ? nil : columns
    }

    var column: Column<MemberLine> {
        switch self {
        case .number: Column(words) { "<span class=\"num\">\($0.number ?? "—")</span>" }
        case .sex: Column(words) { "\($0.sex.words)" }
        case .born: Column(words) { day($0.bornOn) }
        case .unit: Column(words) { "<a href=\"\(Places.members($0.unit))\">\($0.unitName)</a>" }
        case .employment: Column(words) { "\($0.employment.words)" }
        case .state: Column(words) { tag($0.state.words, $0.state.tone) }
        case .joined: Column(words) { day($0.joinedOn) }
        }
    }
}

/// The columns of a list of members: the name, and those that were chosen.
func memberColumns(_ chosen: [ListColumn] = ListColumn.usual) -> [Column<MemberLine>] {
    [Column("姓名", isName: true) { "<a href=\"\(Places.person($0.person))\">\($0.name)</a>" }] + chosen.map(\.column)
}
