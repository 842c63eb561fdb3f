/// Which styles show a number as a date.
final class StylesReader: XMLReader {
    /// For each style a cell may name, whether it is a date's.
    private(set) var isDate: [Bool] = []
    private var customDates: [Int: Bool] = [:]
    private var isInCells = false

    override func start(_ tag: Tag, _ attributes: XMLAttributes) {
        if tag == "numFmt" {
            guard let id = attributes.number("numFmtId"), let code = attributes.string("formatCode") else { return }
            guard customDates.count < 10_000 else { return problem = .damaged }
            customDates[id] = Self.showsDate(code)
        } else if tag == "cellXfs" {
            isInCells = true
        } else if tag == "xf", isInCells {
            guard isDate.count < 100_000 else { return problem = .damaged }
            let id = attributes.number("numFmtId") ?? 0
            isDate.append(customDates[id] ?? Self.builtInDates.contains { $0.contains(id) })
        }
    }

    override func end(_ tag: Tag) {
        if tag == "cellXfs" { isInCells = false }
    }

    /// The formats every program knows by number, those of Chinese among them; 46 counts hours and is no date.
    private static let builtInDates = [14...22, 27...36, 45...45, 47...47, 50...58]

    /// Whether a format of the workbook's own shows a day: a year, day or month outside quotation marks, brackets and
    /// escapes.
    /// An `m` beside hours or seconds is a minute; `[h]`, `[m]` and `[s]` count time that passed.
    static func showsDate(_ code: String) -> Bool {
        var hasDay = false, hasM = false, hasTime = false
        var isQuoted = false, skipsNext = false
        var bracket: String?
        for character in code.unicodeScalars {
            if skipsNext {
                skipsNext = false
                continue
            }
            switch character {
            case "\"": isQuoted.toggle()
            case _ where isQuoted: break
            case "[": bracket = ""
            case "]":
                let inside = bracket?.lowercased() ?? ""
                if !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { hasTime = true }
                bracket = nil
            case _ where bracket != nil: bracket?.unicodeScalars.append(character)
            case "\\", "_", "*": skipsNext = true
            case "y", "Y", "d", "D", "年", "日": hasDay = true
            case "m", "M", "月": hasM = true
            case "h", "H", "s", "S", "时", "分", "秒": hasTime = true
            case ";" where hasDay || hasM: return hasDay || !hasTime
            default: break
            }
        }
        return hasDay || (hasM && !hasTime)
    }
}
