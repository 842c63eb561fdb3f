import Web

/// The order of a list of members.
enum ListOrder: String, CaseIterable, Sendable {
    /// Unit by unit and then by name: one range of an index whatever the size.
    case unit
    case name
    case number
    case joined

    var words: String {
        switch self {
        case .unit: "按单位和姓名"
        case .name: "按姓名"
        case .number: "按工号"
        case .joined: "按入会日期"
        }
    }

    /// What a spell is put in order by, before its number: two texts, of which only the usual order needs the first. Who has
    /// none comes last.
    var first: SQL { self == .unit ? "unit_path" : "''" }

    var second: SQL {
        switch self {
        case .unit, .name: "name_key"
        case .number: "coalesce(number, 'z')"
        case .joined: "coalesce(joined_on, 'z')"
        }
    }

    /// Where a line stands in this order.
    func key(_ line: MemberLine) -> MemberKey {
        switch self {
        case .unit: line.key
        case .name: MemberKey(unitPath: "", nameKey: line.nameKey, id: line.id)
        case .number: MemberKey(unitPath: "", nameKey: line.number ?? "z", id: line.id)
        case .joined: MemberKey(unitPath: "", nameKey: line.joinedOn?.description ?? "z", id: line.id)
        }
    }
}
