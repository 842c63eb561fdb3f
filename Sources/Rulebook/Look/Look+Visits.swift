import Glibc
import Server
import Sheets
import Vault
import Web

extension RuleDesk {
    /// `/units/:id/rules`: which values hold for a unit today, and what changes.
    func list(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
        let unit = try units.find(id, visit.who, visit.tx)
        let mayKeep = visit.who.also(.ruleKeep)?.reaches(unit.path) ?? false
        let list = try RuleList(unit, group: visit.call.query("group"), mayKeep: mayKeep, in: visit.tx)
        return .page(title: "规则参数", json: list.json, ruleListPage(list))
    }

    /// `/units/:id/rules/:key`: one of them, why it holds, and the form for a change.
    func show(_ visit: Visit<Officer>, _ id: ID<Unit>, _ key: String) throws -> Answer {
        let unit = try units.find(id, visit.who, visit.tx)
        let view = try RuleView(unit, key, as: visit.who, in: visit.tx)
        let filled = visit.filled(
            else: [
                "from_day": RuleList.turn(after: view.today).description, "confidence": RuleConfidence.high.rawValue,
            ])
        return .page(title: view.parameter.name, json: view.json, rulePage(view, filled))
    }

    /// `/units/:id/rules-export`: the whole list as a workbook.
    func export(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
        let unit = try units.find(id, visit.who, visit.tx)
        let list = try RuleList(unit, group: "all", mayKeep: false, in: visit.tx)
        // Written, read back and taken away: nothing stays behind.
        let path = "\(visit.site.filesFolder)/rules-\(Secret.token(bytes: 12)).xlsx"
        defer { unsafe unlink(path) }
        let writer = try SheetWriter(path: path, sheetName: "规则参数", columns: Self.columns)
        for row in list.rows { try writer.write(row: row) }
        try writer.close()
        return .response(
            .download(
                .bytes(try DiskFile(path).bytes()), SheetOutput.Format.xlsx.mediaType, plain: "rules.xlsx",
                named: "\(unit.shortName)规则参数-\(list.today).xlsx"))
    }

    private static let columns: [Sheets.Column] = [
        Sheets.Column("分组", width: 14), Sheets.Column("参数", width: 36), Sheets.Column("现行规定", width: 24),
        Sheets.Column("来自", width: 18), Sheets.Column("自", width: 12), Sheets.Column("最后一天", width: 12),
        Sheets.Column("依据", width: 60), Sheets.Column("核对情况", width: 12), Sheets.Column("核对日期", width: 12),
        Sheets.Column("负责", width: 18), Sheets.Column("版本", width: 12), Sheets.Column("说明", width: 60),
    ]
}

extension RuleList {
    /// A row for each parameter; one that nobody entered says so.
    fileprivate var rows: [[Out]] {
        groups.flatMap(lines).map { line in
            guard let value = line.value else {
                return [.text(line.parameter.group.words), .text(line.parameter.name), .text("没有录入")]
            }
            let words = [
                line.parameter.group.words, line.parameter.name, value.words, rules.scopeWords(value),
                value.from.description,
                value.until?.description ?? "", value.citation, value.confidence.words, value.checkedOn.description,
                value.owner, value.origin, value.remark ?? "",
            ]
            return words.map { Out.text($0) }
        }
    }
}
