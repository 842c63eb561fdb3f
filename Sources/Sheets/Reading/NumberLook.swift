import Base

/// How a style shows a number, so far as it changes what the number means.
enum NumberLook: Equatable, Sendable {
    case plain
    /// A date with its day.
    case day
    /// A date of which only year and month are shown.
    case month
    /// Zeros alone: `000` shows 7 as 007, as people write staff numbers.
    case zeros(Int)

    /// The formats every program knows by number, those of Chinese among them; 46 counts hours and is no date.
    init(builtIn id: Int) {
        switch id {
        case 17, 27, 36, 50, 52, 57: self = .month
        case 14...16, 18...22, 28...35, 45, 47, 51, 53...56, 58: self = .day
        default: self = .plain
        }
    }

    /// A format of the workbook's own shows a day if a year, day or month stands outside quotation marks, brackets and
    /// escapes. An `m` beside hours or seconds is a minute; `[h]`, `[m]` and `[s]` count time that passed.
    init(code: String) {
        if (2...20).contains(code.utf8.count), code.utf8.allSatisfy({ $0 == 0x30 }) {
            self = .zeros(code.utf8.count)
            return
        }
        var signs = Signs()
        for character in code.unicodeScalars where !signs.isOver { signs.take(character) }
        self = signs.look
    }

    /// What the signs of a format's first part say.
    private struct Signs {
        var isOver = false
        private var hasYear = false, hasDay = false, hasMonth = false, hasTime = false
        private var isQuoted = false, skipsNext = false
        private var bracket: String?

        var look: NumberLook {
            if hasDay || (hasYear && !hasMonth) { return .day }
            guard hasMonth, hasYear || !hasTime else { return .plain }
            return hasTime ? .day : .month
        }

        mutating func take(_ character: Unicode.Scalar) {
            if skipsNext { return skipsNext = false }
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
            case "y", "Y", "年": hasYear = true
            case "d", "D", "日": hasDay = true
            case "m", "M", "月": hasMonth = true
            case "h", "H", "s", "S", "时", "分", "秒": hasTime = true
            case ";": isOver = hasYear || hasDay || hasMonth
            default: break
            }
        }
    }
}

/// What numbers mean in one workbook: the looks of its styles, and its way of counting days.
struct NumberStyles: Sendable {
    let looks: [NumberLook]
    let from1904: Bool

    func cell(_ value: Double, text: @autoclosure () -> String, style: Int) -> Cell {
        guard style < looks.count else { return .number(value, text: text()) }
        switch looks[style] {
        case .plain: break
        case .day:
            if let day = SerialDay.day(value, from1904: from1904) { return .date(day) }
        case .month:
            if let day = SerialDay.day(value, from1904: from1904) {
                return day.day == 1 ? .month(year: day.year, month: day.month) : .date(day)
            }
        case .zeros(let count):
            guard value >= 0, value < 1e15, value == value.rounded() else { break }
            return .number(value, text: padded(Int(value), count))
        }
        return .number(value, text: text())
    }
}
