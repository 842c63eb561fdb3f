import Sheets
import Web
import Words

/// A date as people write it in a sheet: a whole day, or a month where the day is wanting.
enum WrittenDay: Equatable, Sendable {
    case day(Day)
    case month(year: Int, month: Int)
    /// Written soundly, but no calendar has it: the 30th of February, the 13th month.
    case impossible(year: Int, month: Int, day: Int?)
    case unreadable

    init(_ cell: Cell) {
        switch cell {
        case .date(let day): self = .day(day)
        case .month(let year, let month): self = .month(year: year, month: month)
        case .number(let value, let text): self = Self.read(number: value, text)
        default: self = Self.plain(cell.written) ?? Self.read(normalized(cell.written))
        }
    }

    /// `1990-01-02`, as most are written.
    private static func plain(_ text: String) -> WrittenDay? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].allSatisfy { (0x30...0x39).contains($0) }
                ? bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } : nil
        }
        guard let year = number(0..<4), (1900...2200).contains(year), let month = number(5..<7),
            let day = number(8..<10)
        else { return nil }
        return Day(year: year, month: month, day: day).map { .day($0) }
    }

    /// What is wrong with a date that no calendar has, in words; nothing for all others.
    var impossibility: String? {
        guard case .impossible(_, let month, let day) = self else { return nil }
        guard (1...12).contains(month), let day else { return "没有 \(month) 月。" }
        return "\(month) 月没有 \(day) 日。"
    }

    /// `19900102`, `199001`, `1990.01`, or the number of a day that lost its format.
    private static func read(number: Double, _ text: String) -> WrittenDay {
        if number != number.rounded() { return serial(number) ?? decimal(text) }
        guard number >= 10_000, number <= 99_991_231 else { return .unreadable }
        return read(String(Int(number)))
    }

    /// A day as spreadsheets count them, 1927 to 2064; its time of day is dropped.
    private static func serial(_ number: Double) -> WrittenDay? {
        number >= 10_000 && number < 60_000 ? .day(Day(number: Int(number) - 25_569)) : nil
    }

    /// `1990.07` that a sheet took for a number. Of `1990.1` nobody knows whether it was January or October.
    private static func decimal(_ text: String) -> WrittenDay {
        let parts = text.split(separator: ".")
        guard parts.count == 2, parts[0].count == 4, parts[1].count <= 2, parts[1] != "1" else { return .unreadable }
        return made(of: parts.map(String.init))
    }

    private static func read(_ text: String) -> WrittenDay {
        var numbers: [String] = [], run = ""
        // A time of day after the date is dropped, and blanks around its signs are passed over.
        for character in dated(text) {
            if character.isASCII, character.isWholeNumber {
                run.append(character)
            } else if "-/.年月日号—–_\\、".contains(character) {
                if !run.isEmpty { numbers.append(run) }
                run = ""
            } else {
                return .unreadable
            }
        }
        if !run.isEmpty { numbers.append(run) }
        return made(of: numbers)
    }

    /// The text without its time of day and without blanks.
    private static func dated(_ text: String) -> String {
        let end = text.firstIndex(of: ":").map { text[..<$0] } ?? text[...]
        let day = end.endIndex < text.endIndex ? end.reversed().drop { $0.isWholeNumber }.reversed() : Array(end)
        return String(day.filter { $0 != " " && $0 != "T" })
    }

    private static func made(of numbers: [String]) -> WrittenDay {
        if numbers.count == 1 {
            let digits = numbers[0]
            let parts = [digits.prefix(4), digits.dropFirst(4).prefix(2), digits.dropFirst(6)].map(String.init)
            switch digits.count {
            case 8: return made(of: parts)
            case 6: return made(of: Array(parts.prefix(2)))
            case 5: return Double(digits).flatMap(serial) ?? .unreadable
            default: return .unreadable
            }
        }
        let values = numbers.compactMap { $0.count <= 4 ? Int($0) : nil }
        guard values.count == numbers.count, values.count <= 3, numbers[0].count == 4,
            (1900...2200).contains(values[0]),
            values.dropFirst().allSatisfy({ $0 < 100 })
        else { return .unreadable }
        let day = values.count == 3 ? values[2] : nil
        guard values.count > 1, (1...12).contains(values[1]) else {
            return values.count > 1 ? .impossible(year: values[0], month: values[1], day: day) : .unreadable
        }
        guard let day else { return .month(year: values[0], month: values[1]) }
        guard let whole = Day(year: values[0], month: values[1], day: day) else {
            return .impossible(year: values[0], month: values[1], day: day)
        }
        return .day(whole)
    }
}
