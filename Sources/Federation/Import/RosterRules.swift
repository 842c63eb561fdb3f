import Sheets
import Web
import Words

/// What must hold of one row by itself. Pure: it knows the day, the units and the row, and nothing of the register.
struct RosterRules: Sendable {
    let today: Day
    let units: UnitNames

    /// The row as a draft, and everything that is wrong with it; a draft with findings is not used.
    func read(_ row: RosterRow) -> (draft: RosterDraft, findings: [Finding]) {
        var reading = RosterReading(row: row, today: today, units: units)
        reading.readAll()
        return (reading.draft, reading.findings)
    }
}

/// One row on its way from cells to a draft.
private struct RosterReading {
    let row: RosterRow
    let today: Day
    let units: UnitNames
    var draft = RosterDraft()
    var findings: [Finding] = []

    mutating func readAll() {
        draft.line = row.line
        readName()
        draft.number = limited(.number, 30).map(normalizedNumber)
        draft.note = limited(.note, 300)
        readIdentity()
        readSex()
        readBirth()
        readPhone()
        readUnit()
        draft.employment = chosen(.employment, .employment, .unknownEmployment, "在编、聘用、非在编、劳务派遣或其他")
        draft.state = chosen(.state, .state, .unknownState, "在籍、保留会籍、已转出、已退会或已除名")
        draft.joined = day(.joined)
    }

    private mutating func add(_ column: RosterColumn, _ kind: Finding.Kind, _ message: String) {
        let value = Finding.masked(row[column] == .empty ? "" : row.text(column), in: column)
        findings.append(Finding(row: row.line, column: column, kind: kind, message: message, value: value))
    }

    /// What stands in a column; nothing when it is empty or holds a failed formula, which is said.
    private mutating func text(_ column: RosterColumn) -> String? {
        if case .error(let words) = row[column] {
            add(column, .cellError, "这一格是出错的公式（\(words)）。请改成文字或数值。")
            return nil
        }
        let text = row.text(column)
        return text.isEmpty ? nil : text
    }

    private mutating func limited(_ column: RosterColumn, _ most: Int) -> String? {
        guard let text = text(column) else { return nil }
        guard text.count <= most else {
            add(column, .tooLong, "\(column.words)最多 \(most) 个字，现在是 \(text.count) 个。请缩短。")
            return nil
        }
        return text
    }

    private mutating func readName() {
        if case .error = row[.name] {
            _ = text(.name)
            return
        }
        draft.name = limited(.name, 40).map(normalizedName) ?? ""
        guard draft.name.isEmpty, !findings.contains(where: { $0.column == .name }) else { return }
        add(.name, .missingName, "缺姓名。请补上姓名，或删去这一行。")
    }

    private mutating func readIdentity() {
        guard let text = text(.identity) else { return }
        do throws(IdentityNumber.Problem) {
            draft.identity = try IdentityNumber(text)
            if let birth = draft.identity?.birth, birth > today {
                draft.identity = nil
                add(.identity, .badIdentity, "证件上的出生日期晚于今天。请对照证件逐位核对。")
            }
        } catch {
            if hasLostDigits(text) {
                add(
                    .identity, .numberAsScientific,
                    "身份证号被当成数字保存，后几位已经丢失。请把这一列设为“文本”格式后重新填写。")
            } else if case .birth = error {
                // The room's own words would show the date that the mask hides.
                add(.identity, .badIdentity, "第 7 至 14 位不是有效的出生日期。请对照证件逐位核对。")
            } else {
                add(.identity, .badIdentity, error.words)
            }
        }
    }

    /// `1.10105E+17`, and eighteen digits of which a spreadsheet kept fifteen.
    private func hasLostDigits(_ text: String) -> Bool {
        if case .number(let value, _) = row[.identity] { return value >= 1e15 }
        let plain = normalized(text).uppercased()
        return plain.contains("E+") && plain.contains(where: \.isNumber)
    }

    private mutating func readSex() {
        let written: PersonEntry.Sex? = draft.identity.map { $0.sex == .female ? .female : .male }
        draft.sex = written
        guard let text = text(.sex) else { return }
        guard let typed = RosterWords.sex.find(text) else {
            return add(.sex, .badSex, "性别读不出。请写“男”或“女”。")
        }
        if let written, written != typed {
            add(.sex, .identitySexMismatch, "性别和身份证号对不上。证件号上是“\(written.words)”，请核对是哪一栏填错。")
        }
        draft.sex = written ?? typed
    }

    private mutating func readBirth() {
        draft.born = draft.identity?.birth
        guard text(.birth) != nil else { return }
        let written = WrittenDay(row[.birth])
        if let birth = draft.identity?.birth {
            switch written {
            case .unreadable, .impossible: badDate(.birth)
            case .day(let day) where day == birth: break
            case .month(let year, let month) where year == birth.year && month == birth.month: break
            default:
                add(.birth, .identityBirthMismatch, "出生日期和身份证号对不上。请核对是哪一栏填错。")
            }
            return
        }
        draft.born = day(.birth)
        if let born = draft.born, born.age(on: today) > 120 {
            add(.birth, .badDate, "出生日期太早，不像真的。请核对。")
        }
    }

    private mutating func readPhone() {
        guard let text = text(.phone) else { return }
        do throws(Phone.Problem) {
            draft.phone = try Phone(text)
        } catch {
            add(.phone, .badPhone, error.words)
        }
    }

    private mutating func readUnit() {
        guard let text = text(.unit) else {
            if units.home.base == nil, findings.allSatisfy({ $0.column != .unit }) {
                add(.unit, .missingUnit, "没有写所在部门。“\(units.home.name)”不直接登记会员，请写明基层工会或分会。")
            }
            return
        }
        switch units.find(text) {
        case .found(let place) where place.base == nil:
            add(.unit, .unitAboveBase, "“\(place.name)”不直接登记会员。请写明它下面的基层工会或分会。")
        case .found(let place): draft.unit = place.id
        case .several(let count):
            add(.unit, .ambiguousUnit, "有 \(count) 个单位叫这个名字。请改写全称或单位代码。")
        case .unknown:
            let hint = units.nearest(to: text).map { "是否为“\($0)”？" } ?? "请照“单位与职务”里的名称填写，或先新建这个单位。"
            add(.unit, .unknownUnit, "没有这个单位。\(hint)")
        }
    }

    private mutating func chosen<Choice>(
        _ column: RosterColumn, _ words: RosterWords<Choice>, _ kind: Finding.Kind, _ choices: String
    ) -> Choice? {
        guard let text = text(column) else { return nil }
        if let choice = words.find(text) { return choice }
        let hint = words.nearest(to: text).map { "是否为“\($0)”？" } ?? "请写\(choices)。"
        add(column, kind, "\(column.words)读不出。\(hint)")
        return nil
    }

    /// A whole day that is not after today.
    private mutating func day(_ column: RosterColumn) -> Day? {
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

    private mutating func badDate(_ column: RosterColumn) {
        let words = WrittenDay(row[column]).impossibility ?? "读不出日期。"
        add(column, .badDate, "\(words)请写成 1998-07-01 这样。")
    }

    /// 2031 is often a 2013 whose last digits changed places.
    private func past(_ day: Day) -> String {
        let year = day.year / 100 * 100 + day.year % 10 * 10 + day.year / 10 % 10
        guard let other = Day(year: year, month: day.month, day: day.day), other <= today else { return "请核对年份。" }
        return "是否为 \(other.plain)？"
    }
}
