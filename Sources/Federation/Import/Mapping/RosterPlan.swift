import Sheets
import Vault
import Web

/// How a file is read: which sheets, where the heads stand and the data end, and what each column is.
struct RosterPlan: Equatable, Sendable {
    /// One sheet that is read.
    struct Part: Equatable, Sendable {
        /// Its place among the tabs, from 0.
        let sheet: Int
        let name: String
        /// The rows of its heads; nil when it has none and the data begin at once.
        let heads: ClosedRange<Int>?
        /// The last row of data; nil for the end of the sheet.
        var last: Int?
        /// Whether cells merged over several rows must be filled.
        let mergesDown: Bool
    }

    /// In the order they are read; they have the same columns.
    var parts: [Part]
    /// The heads, as the file writes them, by their place; groups are told in `groups`.
    var titles: [String]
    /// What stands above a head that belongs to a group; empty where nothing does.
    var groups: [String]
    /// What each column is; nil for those left out.
    var columns: [RosterColumn?]
    /// Columns left out because another one has the same head; from 0.
    var repeated: [Int] = []
    /// Whether rows that the sheet hides are left out.
    var skipsHidden = false
    /// Whether a row without a department belongs to the one that its sheet is named after.
    var unitBySheet = false
    /// Whether a person has seen and told it; else it was found.
    var isTold = false

    /// Where each column stands, from 0; the first of several.
    var places: [RosterColumn: Int] {
        Dictionary(columns.enumerated().compactMap { index, column in column.map { ($0, index) } }) { first, _ in first
        }
    }

    /// The heads as reports name the columns: with their group where two are alike, and never empty for what is taken over.
    var shownTitles: [String] {
        titles.enumerated().map { index, title in
            if title.isEmpty { return columns.indices.contains(index) ? columns[index]?.words ?? "" : "" }
            let isTwice = titles.count(where: { RosterColumn.plain($0) == RosterColumn.plain(title) }) > 1
            return isTwice && !groups[index].isEmpty ? "\(groups[index])/\(title)" : title
        }
    }

    /// Which row of which sheet a line of an import is: several sheets are counted in stretches of ten million.
    static func line(part: Int, row: Int) -> Int { part * stretch + row }

    private static let stretch = 10_000_000

    /// A line as people know it: `12`, or `12（职员）` where several sheets were read.
    func words(line: Int) -> String {
        let part = line / Self.stretch, row = line % Self.stretch
        return parts.count > 1 && parts.indices.contains(part) ? "\(row)（\(parts[part].name)）" : String(row)
    }

    /// By what its heads are known again next month, in whatever row they stand then.
    var shape: String { Self.shape(groups, titles) }

    static func shape(_ groups: [String], _ titles: [String]) -> String {
        let words = zip(groups, titles).map { "\(RosterColumn.plain($0))/\(RosterColumn.plain($1))" }
        let kept = words.reversed().drop { $0 == "/" }.reversed()
        return Digest.of(Array(kept.joined(separator: "\n").utf8)).hex
    }
}

extension RosterPlan {
    var json: JSON {
        [
            "parts": .array(parts.map(\.json)), "titles": .array(titles.map { JSON($0) }),
            "groups": .array(groups.map { JSON($0) }),
            "columns": .array(columns.map { JSON($0?.rawValue) }), "repeated": .array(repeated.map { JSON($0) }),
            "skips_hidden": .bool(skipsHidden),
            "unit_by_sheet": .bool(unitBySheet), "told": .bool(isTold),
        ]
    }

    /// Nothing for what is no plan, as on batches older than plans.
    init?(_ text: String) {
        guard let json = try? JSON(parsing: text), let parts = json["parts"]?.array, !parts.isEmpty else { return nil }
        self.parts = parts.map(Part.init)
        titles = json["titles"]?.array?.compactMap(\.string) ?? []
        groups = json["groups"]?.array?.compactMap(\.string) ?? titles.map { _ in "" }
        columns = (json["columns"]?.array ?? []).map { $0.string.flatMap { RosterColumn(rawValue: $0) } }
        repeated = json["repeated"]?.array?.compactMap(\.integer) ?? []
        skipsHidden = json["skips_hidden"]?.bool ?? false
        unitBySheet = json["unit_by_sheet"]?.bool ?? false
        isTold = json["told"]?.bool ?? false
    }
}

extension RosterPlan.Part {
    fileprivate var json: JSON {
        [
            "sheet": JSON(sheet), "name": JSON(name), "first": heads.map { JSON($0.lowerBound) } ?? .null,
            "under": heads.map { JSON($0.upperBound) } ?? .null, "last": last.map { JSON($0) } ?? .null,
            "merges_down": .bool(mergesDown),
        ]
    }

    fileprivate init(_ json: JSON) {
        sheet = json["sheet"]?.integer ?? 0
        name = json["name"]?.string ?? ""
        let first = json["first"]?.integer, under = json["under"]?.integer
        if let first, let under, first <= under { heads = first...under } else { heads = nil }
        last = json["last"]?.integer
        mergesDown = json["merges_down"]?.bool ?? false
    }
}

extension ImportBatch {
    /// A line of its file as people know it.
    func words(line: Int) -> String { plan?.words(line: line) ?? String(line) }

    /// Lines on end: `58`, or `58–61`.
    func words(lines: ClosedRange<Int>) -> String {
        guard lines.count > 1 else { return words(line: lines.lowerBound) }
        return "\(words(line: lines.lowerBound))–\(words(line: lines.upperBound))"
    }

    /// What each column of the file is; of batches older than plans, what their heads say.
    var fields: [RosterColumn?] {
        guard let plan else { return titles.map { RosterColumn(head: $0) } }
        return titles.indices.map { plan.columns.indices.contains($0) ? plan.columns[$0] : nil }
    }
}
