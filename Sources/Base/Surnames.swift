/// Chinese surnames of two characters (复姓), so that masks, initials and readings know where a given name begins.
public enum Surnames {
    /// The surname a name begins with: two characters if they are a known compound and something follows, else one.
    ///
    /// A name of two characters always has a surname of one: 欧阳 alone is Ou Yang. A name with a dot, or one that does
    /// not begin with a Chinese character, has no surname in this sense; the answer is then its first character.
    public static func surname(of name: String) -> String {
        let two = String(name.prefix(2))
        return compound.contains(two) && name.count > 2 ? two : String(name.prefix(1))
    }

    /// The compounds one meets, gathered by hand from common knowledge and not from a cited source.
    public static let compound: Set<String> = Set(
        """
        欧阳 上官 司马 司徒 司空 司寇 诸葛 东方 东郭 南宫 西门 南门 夏侯 皇甫 尉迟 公孙 公羊 公冶 公良 公西 长孙 仲孙 颛孙
        令狐 慕容 宇文 独孤 拓跋 呼延 赫连 澹台 淳于 单于 鲜于 濮阳 申屠 钟离 轩辕 闾丘 梁丘 左丘 端木 百里 万俟 闻人 宗政
        太叔 第五 谷梁 榖梁 乐正 子车 微生 羊舌 夹谷 宰父 漆雕 壤驷 巫马 段干 纳兰 完颜 叶赫 哥舒 贺兰 贺若 豆卢 即墨 达奚
        歐陽 司馬 諸葛 東方 東郭 南宮 西門 尉遲 公孫 長孫 慕容 獨孤 呼延 赫連 澹臺 鮮于 濮陽 鍾離 軒轅 閭丘 聞人 納蘭 完顏
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
