import Glibc
import Server
import Sheets
import Vault
import Web

/// The list of a group on a day as a workbook, with the reason of each unit.
struct GroupFile: Sendable {
    private let view: GroupView

    init(_ view: GroupView) {
        self.view = view
    }

    private static let columns: [Sheets.Column] = [
        Sheets.Column("序号", width: 6, kind: .integer), Sheets.Column("单位", width: 36), Sheets.Column("简称", width: 20),
        Sheets.Column("级别", width: 8), Sheets.Column("类型", width: 14), Sheets.Column("为什么在内", width: 60),
    ]

    /// Writes the file, reads it back and takes it away: a list of units is small, and nothing stays behind.
    func response(in folder: String) throws -> Response {
        let path = "\(folder)/group-\(Secret.token(bytes: 12)).xlsx"
        defer { unsafe unlink(path) }
        let writer = try SheetWriter(path: path, sheetName: view.group.name, columns: Self.columns)
        for (index, found) in view.units.enumerated() { try writer.write(row: Self.row(index + 1, found)) }
        try writer.close()
        return .download(
            .bytes(try DiskFile(path).bytes()), SheetOutput.Format.xlsx.mediaType, plain: "group.xlsx",
            named: "\(view.group.name)-\(view.meaning.day).xlsx")
    }

    private static func row(_ number: Int, _ found: GroupMeaning.Found) -> [Out] {
        let unit = found.unit
        return [
            .integer(number), .text(unit.name), .text(unit.shortName), .text(unit.level.words), .text(unit.kind.words),
            .text(found.reason.words),
        ]
    }
}
