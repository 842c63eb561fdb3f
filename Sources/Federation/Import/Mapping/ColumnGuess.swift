import Sheets
import Web
import Words

/// What a column is taken to be, how surely, and why.
struct ColumnGuess: Equatable, Sendable {
    /// How surely; in order.
    enum Confidence: Int, Comparable, Sendable {
        /// Left out, and nothing speaks against it.
        case none
        /// By what stands in its cells alone.
        case guessed
        /// By a part of its head.
        case likely
        /// By its head, word for word.
        case certain
        /// A person said so.
        case told

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    var column: RosterColumn?
    var confidence: Confidence
    /// In words for the person who sent the file.
    var reason: String

    static func none(_ reason: String) -> ColumnGuess { ColumnGuess(column: nil, confidence: .none, reason: reason) }

    /// What one column is, by its head, the group the head stands in, and its first cells.
    init(title: String, group: String, _ samples: ColumnSamples) {
        let plain = RosterColumn.plain(title)
        if let word = Self.relative(in: RosterColumn.plain(group) + plain) {
            self = .none("是“\(word)”的内容，不是本人的。")
        } else if samples.countsUp, plain.isEmpty || plain == "编号" {
            self = .none("是序号。")
        } else if Self.serials.contains(plain) {
            self = .none("是序号。")
        } else if let column = RosterColumn(head: title) {
            self.init(exactly: column, title, samples)
        } else if !group.isEmpty, let column = RosterColumn(head: group + title) {
            self.init(exactly: column, "\(group)\(title)", samples)
        } else if let (column, word) = RosterColumn.part(of: plain), samples.speaksFor(column) != false {
            self.init(column: column, confidence: .likely, reason: "列名里有“\(word)”。")
        } else {
            self.init(by: samples, plain)
        }
    }

    init(column: RosterColumn?, confidence: Confidence, reason: String) {
        (self.column, self.confidence, self.reason) = (column, confidence, reason)
    }

    private init(exactly column: RosterColumn, _ title: String, _ samples: ColumnSamples) {
        if samples.speaksFor(column) == false {
            let instead = samples.column.map { "，倒像\($0.words)" } ?? ""
            let doubt = column == .unit ? "下面的名称在本单位里找不到" : "下面的内容不像\(instead)"
            self.init(
                column: column, confidence: .likely, reason: "列名是“\(RosterColumn.plain(title))”，但\(doubt)，请核对。")
        } else {
            let plain = RosterColumn.plain(title)
            let reason = plain == column.words ? "列名就是“\(column.words)”。" : "“\(plain)”就是\(column.words)。"
            self.init(column: column, confidence: .certain, reason: reason)
        }
    }

    /// A column whose head says nothing that is known.
    private init(by samples: ColumnSamples, _ plain: String) {
        guard let column = samples.column else {
            self = .none(plain.isEmpty ? "没有列名。" : "名册里没有这一栏。")
            return
        }
        let words = "\(samples.filled) 格里有 \(samples.fitting(column)) 格像\(column.words)。"
        // A head that was written and is not known means something of its own, unless the cells can be nothing else.
        if plain.isEmpty || [.identity, .phone].contains(column) {
            self.init(column: column, confidence: .guessed, reason: words)
        } else {
            self = .none("名册里没有这一栏（\(words.dropLast())）。")
        }
    }

    /// Heads of columns that only count the rows.
    private static let serials: Set<String> = [
        "序号", "序", "号", "no", "no.", "No", "No.", "NO", "NO.", "#", "行号", "序列", "序列号", "顺序号",
    ]

    /// The word by which a column is about somebody else, or about an office.
    private static func relative(in plain: String) -> String? { relatives.first { plain.contains($0) } }

    private static let relatives = [
        "配偶", "爱人", "子女", "儿子", "女儿", "孩子", "父亲", "母亲", "父母", "家属", "家庭", "亲属", "紧急", "介绍人", "推荐人", "证明人", "填表", "审核",
        "经办",
        "办公电话", "办公室电话", "单位电话", "家庭电话", "住宅电话", "宅电", "座机", "固定电话", "固话", "传真", "原单位", "原工作单位", "曾用名",
    ]
}

extension RosterColumn {
    /// The column that a part of a head means: the longest word of any column that it ends with, else that it holds.
    static func part(of plain: String) -> (column: RosterColumn, word: String)? {
        words.first { plain.hasSuffix($0.word) } ?? words.first { plain.contains($0.word) }
    }

    /// Words long enough to mean something within another word, the longest first.
    private static let words: [(column: RosterColumn, word: String)] = {
        let short: Set<String> = ["单位", "部门", "学院", "编制", "状态", "说明", "出生", "编号", "会籍", "名字", "电话", "手机", "生日"]
        let all = allCases.flatMap { column in ([column.words] + column.synonyms).map { (column: column, word: $0) } }
        let kept = all.filter { $0.word.count > 2 || ["姓名", "工号", "性别"].contains($0.word) || short.contains($0.word) }
            .filter { !["状态", "说明", "编号", "出生", "单位", "编制"].contains($0.word) }
        return kept.sorted { ($0.word.count, $0.word) > ($1.word.count, $1.word) }
    }()
}
