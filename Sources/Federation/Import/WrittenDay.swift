import Sheets
import Web
import Words

/// A date as people write it in a sheet: a whole day, or a month where the day is wanting.
enum WrittenDay: Equatable, Sendable {
    case day(Day)
    case month(year: Int, month: Int)
    case unreadable

    init(_ cell: Cell) {
        switch cell {
        case .date(let day): self = .day(day)
        case .number(let value, _): self = Self.read(number: value)
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
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        return Day(year: year, month: month, day: day).map { .day($0) }
    }

    /// `19900102`, `199001`, or the number of a day that lost its format.
    private static func read(number: Double) -> WrittenDay {
        guard value(number, in: 10_000...99_991_231) else { return .unreadable }
        let whole = Int(number)
        if (10_000...60_000).contains(whole) { return .day(Day(number: whole - 25_569)) }
        return number == Double(whole) ? read(String(whole)) : .unreadable
    }

    private static func value(_ number: Double, in range: ClosedRange<Int>) -> Bool {
        number >= Double(range.lowerBound) && number <= Double(range.upperBound)
    }

    private static func read(_ text: String) -> WrittenDay {
        var numbers: [String] = [], run = ""
        // A time of day after the date is dropped.
        let date = text.split(whereSeparator: { $0 == " " || $0 == "T" }).first.map(String.init) ?? ""
        for character in date {
            if character.isASCII, character.isWholeNumber {
                run.append(character)
            } else if "-/.年月日".contains(character) {
                if !run.isEmpty { numbers.append(run) }
                run = ""
            } else {
                return .unreadable
            }
        }
        if !run.isEmpty { numbers.append(run) }
        return made(of: numbers)
    }

    private static func made(of numbers: [String]) -> WrittenDay {
        if numbers.count == 1 {
            let digits = numbers[0]
            let parts = [digits.prefix(4), digits.dropFirst(4).prefix(2), digits.dropFirst(6)].map(String.init)
            if digits.count == 8 { return made(of: parts) }
            return digits.count == 6 ? made(of: Array(parts.prefix(2))) : .unreadable
        }
        let values = numbers.compactMap { $0.count <= 4 ? Int($0) : nil }
        guard values.count == numbers.count, numbers[0].count == 4, (1900...2200).contains(values[0]) else {
            return .unreadable
        }
        if values.count == 2, (1...12).contains(values[1]) { return .month(year: values[0], month: values[1]) }
        guard values.count == 3, let day = Day(year: values[0], month: values[1], day: values[2]) else {
            return .unreadable
        }
        return .day(day)
    }
}
