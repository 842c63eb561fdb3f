import Vault
import Web

/// Something wrong in a file: where, what, and how to mend it. Its value is masked from the moment it is made.
struct Finding: Equatable, Sendable {
    /// What kinds there are; the names stand in reports and never change.
    enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        case missingName = "missing_name"
        case badSex = "bad_sex"
        case badIdentity = "bad_identity"
        case numberAsScientific = "number_as_scientific"
        case identityBirthMismatch = "identity_birth_mismatch"
        case identitySexMismatch = "identity_sex_mismatch"
        case badPhone = "bad_phone"
        case badDate = "bad_date"
        case futureDate = "future_date"
        case unknownUnit = "unknown_unit"
        case ambiguousUnit = "ambiguous_unit"
        case missingUnit = "missing_unit"
        case unitAboveBase = "unit_above_base"
        case unknownEmployment = "unknown_employment"
        case unknownState = "unknown_state"
        case duplicateNumber = "duplicate_number_in_file"
        case duplicateIdentity = "duplicate_identity_in_file"
        case duplicatePerson = "duplicate_person_in_file"
        case numberTaken = "number_taken"
        case identityElsewhere = "identity_elsewhere"
        case ambiguousPerson = "ambiguous_person"
        case tooLong = "too_long"
        case cellError = "cell_error"
        case repeatedColumn = "duplicate_column"

        /// As the bars of the page name them.
        var words: String {
            switch self {
            case .missingName: "缺姓名"
            case .badSex: "性别读不出"
            case .badIdentity: "身份证号有误"
            case .numberAsScientific: "身份证号位数已丢失"
            case .identityBirthMismatch: "出生日期与证件不符"
            case .identitySexMismatch: "性别与证件不符"
            case .badPhone: "手机号有误"
            case .badDate: "日期读不出"
            case .futureDate: "日期晚于今天"
            case .unknownUnit: "单位名称对不上"
            case .ambiguousUnit: "单位名称不唯一"
            case .missingUnit: "缺所在部门"
            case .unitAboveBase: "单位不能登记会员"
            case .unknownEmployment: "用工形式对不上"
            case .unknownState: "会籍状态对不上"
            case .duplicateNumber: "文件内工号重复"
            case .duplicateIdentity: "文件内身份证号重复"
            case .duplicatePerson: "文件内同一人重复"
            case .numberTaken: "工号已有人使用"
            case .identityElsewhere: "会籍在别处"
            case .ambiguousPerson: "同名同生日"
            case .tooLong: "内容过长"
            case .cellError: "公式出错"
            case .repeatedColumn: "列名重复"
            }
        }
    }

    let row: Int
    let column: RosterColumn
    let kind: Kind
    /// What is wrong, a full stop, and how to mend it.
    let message: String
    /// What stands in the file, masked.
    let value: String

    /// A value as a report may show it: identity numbers and phones masked in whatever column they stand.
    static func masked(_ text: String, in column: RosterColumn) -> String {
        guard !text.isEmpty else { return "" }
        switch column {
        case .identity: return Mask.identityNumber(text.filter { !$0.isWhitespace })
        case .phone: return Mask.phone(text.filter { !$0.isWhitespace })
        case .name: return hidingDigits(Mask.name(String(text.prefix(40))))
        default: return hidingDigits(String(text.prefix(40)))
        }
    }

    /// A text whose long runs of digits, which may be numbers of people, are stars but for their ends.
    static func hidingDigits(_ text: String) -> String {
        var out = "", run = ""
        func close() {
            out += run.count >= 11 ? "\(run.prefix(3)) **** \(run.suffix(2))" : run
            run = ""
        }
        for character in text {
            if character.isNumber || character == "X" && run.count == 17 {
                run.append(character)
            } else {
                close()
                out.append(character)
            }
        }
        close()
        return out
    }
}
