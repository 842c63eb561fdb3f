import Base
import Glibc
import Sheets
import Testing

/// The path of a file that Fixtures/make.py made.
func fixture(_ name: String) -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    return "/\(folder)/Fixtures/\(name)"
}

/// All rows of a sheet.
func allRows(_ path: String, sheet: Int = 0, limits: SheetLimits = SheetLimits()) throws -> [SheetRow] {
    var rows: [SheetRow] = []
    try SheetFile(path: path, limits: limits).rows(sheet: sheet) {
        rows.append($0)
        return true
    }
    return rows
}

/// The problem met while a file is opened and read, if any.
func problem(_ path: String, limits: SheetLimits = SheetLimits()) throws -> SheetProblem? {
    do {
        _ = try allRows(path, limits: limits)
        return nil
    } catch let problem as SheetProblem {
        return problem
    }
}

func day(_ text: String) throws -> Cell { .date(try #require(Day(text))) }

/// All bytes of a small file.
func bytes(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
}

func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
}
