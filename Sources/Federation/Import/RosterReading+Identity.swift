import Sheets
import Web
import Words

/// The fields of a row that must agree with each other: identity number, sex, birth; and the phone.
extension RosterReading {
    mutating func readIdentity() {
        guard let text = text(.identity) else { return }
        do throws(IdentityNumber.Problem) {
            let identity = try IdentityNumber(text)
            guard identity.birth <= today else {
                return add(.identity, .badIdentity, "证件上的出生日期晚于今天。请对照证件逐位核对。")
            }
            draft.identity = identity
            sayMended(.identity, text, identity.digits)
        } catch {
            guard !hasLostDigits(.identity, text) else {
                return add(
                    .identity, .numberAsScientific,
                    "身份证号被当成数字保存，后几位已经丢失。请把这一列设为“文本”格式后重新填写。")
            }
            add(.identity, error == .former ? .formerIdentity : .badIdentity, Self.words(of: error))
        }
    }

    /// The room's own words would show the birth date that the mask hides, or the digit that would make a false number true.
    private static func words(of problem: IdentityNumber.Problem) -> String {
        switch problem {
        case .birth: "第 7 至 14 位不是有效的出生日期。请对照证件逐位核对。"
        case .check: "校验码不符：第 18 位与前 17 位对不上，至少有一位抄错。请对照证件逐位核对。"
        default: problem.words
        }
    }

    /// `1.10105E+17`, and eighteen digits of which a spreadsheet kept fifteen.
    func hasLostDigits(_ column: RosterColumn, _ text: String) -> Bool {
        if case .number(let value, _) = row[column] { return value >= 1e15 }
        guard text.utf8.contains(where: { $0 == 0x45 || $0 == 0x65 || $0 == 0xEF }) else { return false }
        let plain = normalized(text).uppercased()
        guard let power = plain.split(separator: "E+").last, plain.contains("E+") else { return false }
        return power.allSatisfy(\.isNumber) && plain.first?.isNumber == true
    }

    mutating func readSex() {
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

    mutating func readBirth() {
        draft.born = draft.identity?.birth
        guard text(.birth) != nil else { return }
        if let birth = draft.identity?.birth { return compareBirth(with: birth) }
        draft.born = day(.birth)
        if let born = draft.born, born.age(on: today) > 120 {
            draft.born = nil
            add(.birth, .badDate, "出生日期太早，不像真的。请核对。")
        }
    }

    private mutating func compareBirth(with birth: Day) {
        switch WrittenDay(row[.birth]) {
        case .unreadable, .impossible: badDate(.birth)
        case .day(let day) where day == birth: break
        case .month(let year, let month) where year == birth.year && month == birth.month: break
        default: add(.birth, .identityBirthMismatch, "出生日期和身份证号对不上。请核对是哪一栏填错。")
        }
    }

    mutating func readPhone() {
        guard let text = text(.phone) else { return }
        guard !hasLostDigits(.phone, text) else {
            return add(.phone, .numberAsScientific, "手机号被当成数字保存，后几位已经丢失。请把这一列设为“文本”格式后重新填写。")
        }
        do throws(Phone.Problem) {
            draft.phone = try Phone(text)
            sayMended(.phone, text, text)
        } catch {
            add(.phone, .badPhone, error.words)
        }
    }

    /// Says what was put right without asking: full-width digits and letters, blanks that do not belong.
    mutating func sayMended(_ column: RosterColumn, _ written: String, _ kept: String) {
        guard written != kept || column == .phone, !written.isSettled else { return }
        if written.unicodeScalars.contains(where: { (0xFF10...0xFF5A).contains($0.value) }) {
            add(column, .fullWidth, "全角字符已改成半角。不用处理。")
        }
        let blanks = { (text: String) in text.count(where: \.isWhitespace) }
        if blanks(written) > (column == .phone ? 0 : blanks(kept)) {
            add(column, .blanks, "多余的空格已经去掉。不用处理。")
        }
    }
}
