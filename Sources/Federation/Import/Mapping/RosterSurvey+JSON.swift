import Sheets
import Web

extension RosterSurvey {
    /// As it waits, sealed, until the columns are told.
    var json: JSON {
        ["kind": JSON(kind.rawValue), "sheets": .array(sheets.map(\.json))]
    }

    /// Nothing for what is no survey.
    init?(_ json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(SheetFile.Kind.init), let sheets = json["sheets"]?.array else {
            return nil
        }
        self.init(kind: kind, sheets: sheets.map(Sheet.init))
    }
}

extension RosterSurvey.Sheet {
    fileprivate var json: JSON {
        [
            "index": JSON(index), "name": JSON(name), "hidden": .bool(hidden), "top": .array(top.map(\.json)),
            "tail": .array(tail.map(\.json)), "rows": JSON(rows), "hidden_rows": JSON(hiddenRows),
            "hidden_columns": .array(hiddenColumns.map { JSON($0) }), "merges_down": .bool(mergesDown),
            "merged": .array(
                merged.prefix(200).map { range in
                    [
                        JSON(range.rows.lowerBound), JSON(range.rows.upperBound), JSON(range.columns.lowerBound),
                        JSON(range.columns.upperBound),
                    ]
                }),
        ]
    }

    fileprivate init(_ json: JSON) {
        func number(_ key: String) -> Int { json[key]?.integer ?? 0 }
        func lines(_ key: String) -> [RosterSurvey.Line] { (json[key]?.array ?? []).map(RosterSurvey.Line.init) }
        self.init(index: number("index"), name: json["name"]?.string ?? "", hidden: json["hidden"]?.bool ?? false)
        (top, tail) = (lines("top"), lines("tail"))
        (rows, hiddenRows) = (number("rows"), number("hidden_rows"))
        hiddenColumns = json["hidden_columns"]?.array?.compactMap(\.integer) ?? []
        mergesDown = json["merges_down"]?.bool ?? false
        merged = (json["merged"]?.array ?? []).compactMap { range in
            let ends = range.array?.compactMap(\.integer) ?? []
            guard ends.count == 4, ends[0] <= ends[1], ends[2] <= ends[3] else { return nil }
            return MergedRange(rows: ends[0]...ends[1], columns: ends[2]...ends[3])
        }
    }
}

extension RosterSurvey.Line {
    fileprivate var json: JSON {
        ["n": JSON(number), "h": .bool(hidden), "c": .array(cells.map(\.json))]
    }

    fileprivate init(_ json: JSON) {
        number = json["n"]?.integer ?? 0
        hidden = json["h"]?.bool ?? false
        cells = (json["c"]?.array ?? []).map(Cell.init)
    }
}

extension Cell {
    /// Its kind in one letter and what it holds.
    fileprivate var json: JSON {
        switch self {
        case .empty: .null
        case .text(let text): ["t", JSON(text)]
        case .number(let value, let text): ["n", .number(value), JSON(text)]
        case .date(let day): ["d", JSON(day)]
        case .month(let year, let month): ["m", JSON(year), JSON(month)]
        case .bool(let truth): ["b", .bool(truth)]
        case .error(let words): ["e", JSON(words)]
        }
    }

    fileprivate init(_ json: JSON) {
        let parts = json.array ?? []
        let second = parts.count > 1 ? parts[1] : .null, third = parts.count > 2 ? parts[2] : .null
        switch parts.first?.string {
        case "t": self = .text(second.string ?? "")
        case "n": self = .number(Double(third.string ?? "") ?? 0, text: third.string ?? "")
        case "d": self = second.string.flatMap { Day($0) }.map(Cell.date) ?? .empty
        case "m": self = .month(year: second.integer ?? 0, month: third.integer ?? 0)
        case "b": self = .bool(second.bool ?? false)
        case "e": self = .error(second.string ?? "")
        default: self = .empty
        }
    }
}
