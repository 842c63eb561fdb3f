public import Base

extension Dice {
    /// A number of a range.
    public mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True in `share` of a hundred cases.
    public mutating func chance(_ share: Int = 50) -> Bool { number(1...100) <= share }

    /// One of these; there must be one.
    public mutating func one<Item>(of items: [Item]) -> Item { items[number(0...items.count - 1)] }

    /// As many as the range says, each drawn by `draw`.
    public mutating func several<Item>(_ range: ClosedRange<Int>, _ draw: (inout Dice) -> Item) -> [Item] {
        let count = number(range)
        return (0..<count).map { _ in draw(&self) }
    }

    /// A date between 1950 and 2050.
    public mutating func day() -> Day { Day(number: number(-7_305...29_219)) }

    /// A Chinese name of two to four characters, sometimes with a double surname, a rare character or a middle dot.
    public mutating func name() -> String {
        if chance(3) { return one(of: ["阿依古丽·买买提", "扎西·多吉", "𠮷野家明", "㐀㛃"]) }
        let surname = chance(5) ? one(of: Self.doubles) : String(one(of: Self.surnames))
        return surname + String(several(1...2) { $0.one(of: Self.givens) })
    }

    /// A text made to break what is careless: quotes, markup, line ends, right-to-left, rare Han, emoji, other forms of
    /// digits.
    public mutating func hostile(_ length: ClosedRange<Int> = 0...24) -> String {
        several(length) { dice in
            dice.chance(30) ? dice.one(of: Self.traps) : String(dice.one(of: Self.givens))
        }.joined()
    }

    private static let surnames = Array("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗单曾仇区查乐")
    private static let doubles = ["欧阳", "司马", "诸葛", "尉迟", "上官"]
    private static let givens = Array("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂荷安文华")
    private static let traps = [
        "'", "\"", "\\", "''", "<script>", "</textarea>", "&amp;", "&", "%", "_", "$1", "?1", ";--", "{", "}", ",",
        "\n", "\r",
        "\t", " ", "\u{3000}", "\u{202E}", "\u{200B}", "\u{FEFF}", "e\u{301}", "é", "１２", "𠮷", "𰻝", "👩‍🔧", "🀄️",
        "NULL", "\\N", "\\.",
        "\u{1}", "\u{7F}", "=1+1", "@x", "javascript:", "../", "/",
    ]
}
