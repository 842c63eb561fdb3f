import Sheets
import Web
import Words

/// The first cells of a column, and what they look like.
struct ColumnSamples: Sendable {
    /// How many cells hold anything.
    let filled: Int
    /// Whether they are 1, 2, 3 and so on.
    let countsUp: Bool
    private let fits: [RosterColumn: Int]

    /// `isUnit` says whether a text is the name of a unit that may be imported into.
    init(_ cells: [Cell], isUnit: (String) -> Bool) {
        let held = cells.filter { !$0.isBlank }
        filled = held.count
        var fits: [RosterColumn: Int] = [:]
        for cell in held {
            for column in Self.columns(cell, isUnit) { fits[column, default: 0] += 1 }
        }
        self.fits = fits
        let numbers = held.map { Int(normalized($0.written)) }
        // Numbers of people or telephones that follow one another do not begin at one.
        let isSmall = numbers.first.flatMap(\.self).map { (0...100).contains($0) } ?? false
        countsUp =
            isSmall && numbers.count > 1
            && zip(numbers, numbers.dropFirst()).allSatisfy { $0 != nil && $1 == $0.map { $0 + 1 } }
    }

    func fitting(_ column: RosterColumn) -> Int { fits[column] ?? 0 }

    /// What nearly all cells look like, if it is one thing and there are enough of them.
    var column: RosterColumn? {
        guard filled >= 3 else { return nil }
        return Self.telling.first { fitting($0) * 5 >= filled * 4 }
    }

    /// Whether the cells look like a column; nil when that cannot be told by looks or there are too few of them.
    func speaksFor(_ column: RosterColumn) -> Bool? {
        guard filled >= 3, Self.telling.contains(column) || column == .birth || column == .joined else { return nil }
        if fitting(column) * 2 >= filled { return true }
        // Many wrong cells are wrong cells; only cells that are plainly something else speak against a head.
        // A surname that is not among the commonest is a surname all the same.
        guard let other = self.column else { return fitting(column) > 0 || column == .name ? nil : false }
        return other == column ? true : fitting(column) == 0 ? false : nil
    }

    /// Columns that can be told by their cells, the plainest first.
    private static let telling: [RosterColumn] = [.identity, .phone, .sex, .employment, .state, .unit, .name]

    private static func columns(_ cell: Cell, _ isUnit: (String) -> Bool) -> [RosterColumn] {
        if cell.hasLostDigits { return [.identity] }
        switch WrittenDay(cell) {
        case .day, .month, .impossible: return [.birth, .joined]
        case .unreadable: break
        }
        let text = normalized(cell.written).filter { !$0.isWhitespace }
        let digits = text.filter { $0.isASCII && $0.isNumber }.count
        if digits >= 15, text.count <= 20 { return [.identity] }
        if (10...13).contains(digits), text.contains("1"), text.count <= 16 {
            return text.drop(while: { "+86- ".contains($0) }).hasPrefix("1") || text.hasPrefix("1") ? [.phone] : []
        }
        guard digits == 0 else { return isUnit(text) ? [.unit] : [] }
        if RosterWords.sex.find(text) != nil { return [.sex] }
        if RosterWords.employment.find(text) != nil { return [.employment] }
        if RosterWords.state.find(text) != nil { return [.state] }
        if isUnit(text) { return [.unit] }
        return (2...4).contains(text.count) && text.unicodeScalars.allSatisfy(\.properties.isIdeographic)
            && Self.surnames.contains(text.first ?? " ")
            ? [.name] : []
    }

    /// The surnames of nine people in ten, gathered by hand from common knowledge.
    private static let surnames: Set<Character> = Set(
        """
        王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石\
        金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶黎贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖庞樊殷施洪翟安颜倪牛温芦季俞章鲁葛\
        伍申尤毕聂柴焦齐梅庄涂祝耿宁欧左柳甘单
        """)
}
