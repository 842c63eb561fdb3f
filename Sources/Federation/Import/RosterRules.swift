import Sheets
import Web
import Words

/// What must hold of one row by itself. Pure: it knows the day, the units and the row, and nothing of the register.
struct RosterRules: Sendable {
    let today: Day
    let units: UnitNames

    /// The row as a draft, and everything that is to be said of it; a draft with something wrong is not used.
    func read(_ row: RosterRow) -> (draft: RosterDraft, findings: [Finding]) {
        var reading = RosterReading(row: row, today: today, units: units)
        reading.readAll()
        return (reading.draft, reading.findings)
    }
}

/// One row on its way from cells to a draft.
struct RosterReading {
    let row: RosterRow
    let today: Day
    let units: UnitNames
    var draft = RosterDraft()
    var findings: [Finding] = []

    mutating func readAll() {
        draft.line = row.line
        readName()
        draft.number = readNumber()
        draft.note = limited(.note, 300)
        readIdentity()
        readSex()
        readBirth()
        readPhone()
        readUnit()
        draft.employment = chosen(.employment, .employment, .unknownEmployment, "在编、聘用、非在编、劳务派遣或其他")
        draft.state = chosen(.state, .state, .unknownState, "在籍、保留会籍、已转出、已退会或已除名")
        draft.joined = day(.joined)
        compareDays()
    }

    mutating func add(_ column: RosterColumn, _ kind: Finding.Kind, _ message: String) {
        let value = Finding.masked(row[column] == .empty ? "" : row.text(column), in: column)
        findings.append(Finding(row: row.line, column: column, kind: kind, message: message, value: value))
    }

    /// What stands in a column; nothing when it is empty or holds a failed formula, which is said.
    mutating func text(_ column: RosterColumn) -> String? {
        if case .error(let words) = row[column] {
            add(column, .cellError, "这一格是出错的公式（\(words)）。请改成文字或数值。")
            return nil
        }
        let text = row.text(column)
        guard !text.isEmpty else { return nil }
        guard !text.isSettled else { return text }
        guard let stranger = text.unicodeScalars.first(where: isStrange) else { return text }
        let code = String(stranger.value, radix: 16, uppercase: true)
        add(
            column, .strangeCharacter,
            "有一个字（编码 U+\(code)）不在标准字库里，换一台电脑就会变样。请换成标准字，或从身份证阅读软件里复制。")
        return nil
    }

    mutating func limited(_ column: RosterColumn, _ most: Int) -> String? {
        guard let text = text(column) else { return nil }
        guard text.count <= most else {
            add(column, .tooLong, "\(column.words)最多 \(most) 个字，现在是 \(text.count) 个。请缩短。")
            return nil
        }
        return text
    }

    private mutating func readName() {
        guard let text = limited(.name, 40) else {
            if !findings.contains(where: { $0.column == .name }) {
                add(.name, .missingName, "缺姓名。请补上姓名，或删去这一行。")
            }
            return
        }
        draft.name = normalizedName(text)
        sayMended(.name, text, draft.name)
    }

    private mutating func readNumber() -> String? {
        guard let text = limited(.number, 30) else { return nil }
        guard !hasLostDigits(.number, text) else {
            add(.number, .numberAsScientific, "工号被当成数字保存，后几位已经丢失。请把这一列设为“文本”格式后重新填写。")
            return nil
        }
        let number = normalizedNumber(text)
        sayMended(.number, text, number)
        return number
    }

    /// A whole day that is not after today.
    mutating func day(_ column: RosterColumn) -> Day? {
        guard text(column) != nil else { return nil }
        switch WrittenDay(row[column]) {
        case .unreadable, .impossible: badDate(column)
        case .month: add(column, .badDate, "只有年月，没有日。请写到日，如 1998-07-01。")
        case .day(let day) where day > today: add(column, .futureDate, "晚于今天。\(past(day))")
        case .day(let day) where day.year < 1900: badDate(column)
        case .day(let day): return day
        }
        return nil
    }

    mutating func badDate(_ column: RosterColumn) {
        let words = WrittenDay(row[column]).impossibility ?? "读不出日期。"
        add(column, .badDate, "\(words)请写成 1998-07-01 这样。")
    }

    /// 2031 is often a 2013 whose last digits changed places.
    private func past(_ day: Day) -> String {
        let year = day.year / 100 * 100 + day.year % 10 * 10 + day.year / 10 % 10
        guard let other = Day(year: year, month: day.month, day: day.day), other <= today else { return "请核对年份。" }
        return "是否为 \(other.plain)？"
    }

    /// Nobody joins before they are born, and hardly anybody who may not yet work.
    private mutating func compareDays() {
        guard let born = draft.born else { return }
        if let joined = draft.joined {
            if joined <= born {
                add(.joined, .joinedBeforeBirth, "入会日期早于出生日期。请核对是哪一栏填错。")
            } else if born.age(on: joined) < 16 {
                add(.joined, .young, "入会时不满 16 周岁。请核对入会日期和出生日期，属实可以照写导入。")
            }
        } else if born.age(on: today) < 16 {
            add(.birth, .young, "现在不满 16 周岁。请核对出生日期，属实可以照写导入。")
        }
    }
}

/// Signs that no font but the one they were made with can show: private ones, and what is left of a sign that was lost.
private func isStrange(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF, 0xFFFD: true
    default: false
    }
}
