import Web

extension Finding {
    /// How much a finding weighs: what is wrong is not taken in, what is doubtful waits for an officer, what was mended is only said.
    enum Gravity: String, CaseIterable, Sendable {
        case wrong
        case doubtful
        case mended

        var words: String {
            switch self {
            case .wrong: "有错误"
            case .doubtful: "要您决定"
            case .mended: "已自动整理"
            }
        }

        /// The kinds of this weight.
        var kinds: [Kind] { Kind.allCases.filter { $0.gravity == self } }
    }

    /// What kinds there are; the names stand in reports and never change.
    enum Kind: String, CaseIterable, Sendable, Readable, Bindable {
        case missingName = "missing_name"
        case strangeCharacter = "strange_character"
        case badSex = "bad_sex"
        case badIdentity = "bad_identity"
        case formerIdentity = "former_identity"
        case numberAsScientific = "number_as_scientific"
        case identityBirthMismatch = "identity_birth_mismatch"
        case identitySexMismatch = "identity_sex_mismatch"
        case badPhone = "bad_phone"
        case badDate = "bad_date"
        case futureDate = "future_date"
        case joinedBeforeBirth = "joined_before_birth"
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
        case personGone = "person_gone"
        case young = "young"
        case numberOfAnother = "number_of_another"
        case sameNameOtherNumber = "same_name_other_number"
        case fullWidth = "full_width"
        case blanks = "blanks"

        var gravity: Gravity {
            switch self {
            case .young, .numberOfAnother, .sameNameOtherNumber: .doubtful
            case .fullWidth, .blanks: .mended
            default: .wrong
            }
        }
    }
}

extension Finding.Kind {
    /// As the bars of the page name them.
    var words: String {
        switch self {
        case .missingName: "缺姓名"
        case .strangeCharacter: "字不在标准字库"
        case .badSex: "性别读不出"
        case .badIdentity: "身份证号有误"
        case .formerIdentity: "15 位旧身份证号"
        case .numberAsScientific: "号码位数已丢失"
        case .identityBirthMismatch: "出生日期与证件不符"
        case .identitySexMismatch: "性别与证件不符"
        case .badPhone: "手机号有误"
        case .badDate: "日期读不出"
        case .futureDate: "日期晚于今天"
        case .joinedBeforeBirth: "入会早于出生"
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
        case .personGone: "此人已不在名册"
        case .young: "不满 16 周岁"
        case .numberOfAnother: "工号相同，姓名生日不同"
        case .sameNameOtherNumber: "同名同生日，工号不同"
        case .fullWidth: "全角已改半角"
        case .blanks: "多余空格已去掉"
        }
    }
}
