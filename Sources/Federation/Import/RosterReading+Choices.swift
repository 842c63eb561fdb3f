import Sheets
import Web
import Words

/// The fields of a row that name one of what there is: units and the few words.
extension RosterReading {
    mutating func readUnit() {
        guard let text = text(.unit) else {
            if units.home.base == nil, findings.allSatisfy({ $0.column != .unit }) {
                add(.unit, .missingUnit, "没有写所在部门。“\(units.home.name)”不直接登记会员，请写明基层工会或分会。")
            }
            return
        }
        switch units.find(text) {
        case .found(let place) where place.base == nil:
            add(.unit, .unitAboveBase, "“\(place.name)”不直接登记会员。请写明它下面的基层工会或分会。")
        case .found(let place): draft.unit = place.id
        case .several(let count):
            add(.unit, .ambiguousUnit, "有 \(count) 个单位叫这个名字。请改写全称或单位代码。")
        case .unknown:
            let hint = units.nearest(to: text).map { "是否为\($0.words)？" } ?? "请照“单位与职务”里的名称填写，或先新建这个单位。"
            add(.unit, .unknownUnit, "没有这个单位。\(hint)")
        }
    }

    mutating func chosen<Choice>(
        _ column: RosterColumn, _ words: RosterWords<Choice>, _ kind: Finding.Kind, _ choices: String
    ) -> Choice? {
        guard let text = text(column) else { return nil }
        if let choice = words.find(text) { return choice }
        let hint = words.nearest(to: text).map { "是否为“\($0)”？" } ?? "请写\(choices)。"
        add(column, kind, "\(column.words)读不出。\(hint)")
        return nil
    }
}
