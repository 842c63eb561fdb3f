import Web
import Words

/// A column of a roster that an import takes over, told by its head.
enum RosterColumn: String, CaseIterable, Sendable, Readable, Bindable {
    case number
    case name
    case sex
    case identity
    case birth
    case phone
    case unit
    case employment
    case state
    case joined
    case note

    var words: String {
        switch self {
        case .number: "工号"
        case .name: "姓名"
        case .sex: "性别"
        case .identity: "身份证号"
        case .birth: "出生日期"
        case .phone: "手机号"
        case .unit: "所在部门"
        case .employment: "用工形式"
        case .state: "会籍状态"
        case .joined: "入会日期"
        case .note: "备注"
        }
    }

    /// What schools and units call it, beside its own name.
    private var synonyms: [String] {
        switch self {
        case .number: ["职工号", "职工编号", "教工号", "人员编号", "编号", "员工号", "员工编号", "工作证号", "教职工号"]
        case .name: ["职工姓名", "会员姓名", "教职工姓名", "员工姓名"]
        case .sex: []
        case .identity: ["身份证号码", "证件号码", "证件号", "公民身份号码", "公民身份证号", "身份证", "居民身份证号", "居民身份证号码"]
        case .birth: ["出生年月日", "生日", "出生年月", "出生时间"]
        case .phone: ["手机", "手机号码", "联系电话", "移动电话", "联系方式", "电话"]
        case .unit:
            ["部门", "所在分会", "所属分会", "分工会", "所属分工会", "所在分工会", "所属部门工会", "所在单位", "单位", "所属部门", "分会", "部门工会", "所属单位"]
        case .employment: ["编制类型", "用工性质", "人员类别", "用工类型", "用工类别", "编制性质", "编制"]
        case .state: ["会员状态", "状态", "会籍"]
        case .joined: ["入会时间", "加入工会时间", "加入工会日期", "入会年月", "入会年月日"]
        case .note: ["说明", "备注说明"]
        }
    }

    private static let byHead: [String: RosterColumn] = Dictionary(
        allCases.flatMap { column in ([column.words] + column.synonyms).map { ($0, column) } }
    ) { first, _ in first }

    /// The column a head means: blanks, line breaks, stars and colons are passed over, and what stands in brackets is when
    /// the head is not known with it.
    init?(head: String) {
        let plain = Self.plain(head)
        guard let column = Self.byHead[plain] ?? Self.byHead[Self.withoutBrackets(plain)] else { return nil }
        self = column
    }

    private static func plain(_ head: String) -> String {
        normalized(head).filter { !$0.isWhitespace && !"*＊:：★".contains($0) }
    }

    private static func withoutBrackets(_ head: String) -> String {
        var depth = 0, kept = ""
        for character in head {
            if "([【〔<「".contains(character) {
                depth += 1
            } else if ")]】〕>」".contains(character) {
                depth = max(0, depth - 1)
            } else if depth == 0 {
                kept.append(character)
            }
        }
        return kept
    }
}

/// Why a file is not taken in at all.
enum ImportProblem: Explained, Equatable {
    case noName(found: [String])
    case noRows
    case notWaiting
    case nothingToWrite
    case destroyed
    case decidedMeanwhile(DoubtChoice)
    case refused(String)

    var words: String {
        switch self {
        case .noName(let found):
            "没有找到“姓名”一列，文件没有收下。第一行的列名是：\(found.isEmpty ? "（空）" : found.joined(separator: "、"))。请把表头放在第一行，并有“姓名”一列。"
        case .noRows: "文件里只有表头，没有名单。请检查后重新上传。"
        case .notWaiting: "这次导入已经不在这一步了，请刷新看看现在的状态。"
        case .nothingToWrite: "没有可以导入的行。请改好错误的行后重新上传。"
        case .destroyed: "这次导入的明细已经过了保留期，按规定销毁了。"
        case .decidedMeanwhile(let choice): "刚才已有人决定“\(choice.words)”，没有改动。请看过后再定。"
        case .refused(let words): words
        }
    }
}
