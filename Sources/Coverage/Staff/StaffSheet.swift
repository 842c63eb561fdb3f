import Federation
import Sheets
import Web
import Words

/// A file of staff numbers, one unit a row: what its rows say, before anybody knows whether they may.
struct StaffSheet: Sendable {
    /// One row below the head.
    struct Row: Sendable {
        /// As Excel shows it.
        let line: Int
        let code: String
        let name: String
        /// What was written for each type; empty where nothing was.
        let numbers: [Employment: String]
        let remark: String

        var isBlank: Bool { numbers.values.allSatisfy(\.isEmpty) }
    }

    /// What a column is.
    private enum Head: Equatable {
        case code, name, remark
        case staff(Employment)

        init?(_ title: String) {
            let title = normalized(title).filter { !$0.isWhitespace }
            if let employment = Employment.allCases.first(where: { Self.names($0).contains(title) }) {
                self = .staff(employment)
                return
            }
            switch title {
            case "单位代码", "代码", "工会代码", "编码": self = .code
            case "单位名称", "单位", "学校", "学校名称", "名称", "工会名称": self = .name
            case "说明", "情况说明", "备注": self = .remark
            default: return nil
            }
        }

        private static func names(_ employment: Employment) -> [String] {
            ["", "人数", "教职工", "教职工人数"].map { employment.words + $0 }
        }
    }

    /// Rows a file may have.
    static let most = 20_000

    let rows: [Row]

    /// Reads the first sheet that is not hidden. The head is found among the first ten rows.
    init(path: String) throws {
        let file = try SheetFile(path: path)
        var heads: [(place: Int, head: Head)] = [], rows: [Row] = [], passed = 0
        try file.rows(sheet: file.sheets.firstIndex { !$0.hidden } ?? 0) { row in
            guard heads.isEmpty else {
                rows.append(Self.row(row, heads))
                return rows.count < Self.most
            }
            let found = row.cells.enumerated().compactMap { place, cell in
                Head(cell.written).map { (place: place, head: $0) }
            }
            let names = found.contains { $0.head == .name || $0.head == .code }
            if names, found.contains(where: { if case .staff = $0.head { true } else { false } }) { heads = found }
            passed += 1
            return passed < 10
        }
        guard !heads.isEmpty else {
            let types = Employment.allCases.map(\.words).joined(separator: "、")
            throw Flaws("file", "没有找到表头。第一行应有“单位名称”或“单位代码”，以及\(types)各一列。可以先下载模板。")
        }
        self.rows = rows.filter { !$0.code.isEmpty || !$0.name.isEmpty || !$0.isBlank }
    }

    private static func row(_ row: SheetRow, _ heads: [(place: Int, head: Head)]) -> Row {
        func text(_ wanted: Head) -> String {
            heads.first { $0.head == wanted }.map { written(row[$0.place]) } ?? ""
        }
        var numbers: [Employment: String] = [:]
        for employment in Employment.allCases { numbers[employment] = text(.staff(employment)) }
        return Row(
            line: row.number, code: text(.code), name: text(.name), numbers: numbers, remark: text(.remark))
    }

    /// A whole number without its point.
    private static func written(_ cell: Cell) -> String {
        if case .number(let value, _) = cell, value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return cell.written.trimmingBlanks
    }
}
