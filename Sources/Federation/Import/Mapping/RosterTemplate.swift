import Server
import Sheets
import Vault
import Web

/// An empty roster of one unit, with the names of its departments to choose from.
struct RosterTemplate: Sendable {
    let unit: UnitEntry
    /// The units that people may be put into, by their short names where these are told apart.
    let units: [String]

    init(_ unit: UnitEntry, in tx: Transaction) throws {
        self.unit = unit
        units = try UnitNames.load(at: unit, in: tx).choices
    }

    func write(to path: String) throws {
        try TemplateWriter.write(
            path: path, sheetName: "会员名册", columns: RosterColumn.allCases.map(column), notesName: "填写说明",
            notes: [
                "“\(unit.name)”会员名册导入模板。请填在“会员名册”这一张表里，第一行的列名不要改。",
                "每人一行。只有“姓名”必须填，用不着的列可以删去；空着的格子不会改动名册里已有的内容。",
                "工号、身份证号、手机号已设为文本，请直接输入，不要改成数字，否则后几位会丢失。从别处粘贴时请选“只粘贴文本”或“值”。",
            ])
    }

    private func column(_ column: RosterColumn) -> TemplateWriter.Column {
        TemplateWriter.Column(
            column.words, width: width(column), hint: hint(column), choices: choices(column), example: example(column),
            isRequired: column == .name)
    }

    private func width(_ column: RosterColumn) -> Double {
        switch column {
        case .identity: 22
        case .unit: 26
        case .note: 30
        case .phone, .birth, .joined, .employment, .state: 14
        case .number, .name, .sex: 12
        }
    }

    private func hint(_ column: RosterColumn) -> String {
        switch column {
        case .number: "学校的工号或职工号，前面的 0 会保留。"
        case .name: "必填。两个字的姓名中间不用加空格；少数民族姓名的圆点照写。"
        case .sex: "男或女。填了身份证号可以不填。"
        case .identity: "18 位，最后一位可以是 X。请按文本填写。"
        case .birth: "写到日，如 1985-03-12。填了身份证号可以不填。"
        case .phone: "11 位手机号。"
        case .unit: "从列表里选。“\(unit.shortName)”以外的单位不能在这里导入。"
        case .employment: "从列表里选：在编、聘用、非在编、劳务派遣或其他。"
        case .state: "从列表里选。不填就是在籍。"
        case .joined: "写到日，如 2010-09-01。"
        case .note: "最多 300 字。"
        }
    }

    private func choices(_ column: RosterColumn) -> [String] {
        switch column {
        case .sex: ["男", "女"]
        case .unit: units
        case .employment: Employment.allCases.map(\.words)
        case .state: MembershipState.allCases.map(\.words)
        default: []
        }
    }

    private func example(_ column: RosterColumn) -> String {
        switch column {
        case .number: "20100037"
        case .name: "（例）张某某"
        case .sex: "女"
        case .identity: "110108198503120024"
        case .birth: "1985-03-12"
        case .phone: "13800000000"
        case .unit: units.first ?? unit.name
        case .employment: Employment.allCases[0].words
        case .state: MembershipState.allCases[0].words
        case .joined: "2010-09-01"
        case .note: ""
        }
    }
}

/// One file after another, off the threads that visits need.
private let writing = Arithmetic(limit: 16)

func downloadTemplate(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let who = visit.who
    let (template, name) = try await visit.store.read { tx in
        let template = try RosterTemplate(try UnitEntry.find(id, as: who, in: tx), in: tx)
        return (template, tx.newID(ImportBatch.self))
    }
    let files = ImportFiles(folder: visit.site.filesFolder)
    files.prepare()
    let path = files.made("\(name).xlsx")
    defer { files.remove(path) }
    let bytes = try await writing.run {
        try template.write(to: path)
        return try ImportFiles.bytes(of: path)
    }
    return .response(
        .download(.bytes(bytes), SheetOutput.Format.xlsx.mediaType, plain: "roster-template.xlsx"))
}
