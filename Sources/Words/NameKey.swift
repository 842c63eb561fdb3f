/// How names stand in order: keys that sort as plain bytes in both databases as the names sort for a reader.
public enum NameKey {
    /// Keys of different versions cannot be compared: store this beside them, and make them anew when it changes.
    public static let version = ICU.version

    /// By pinyin: for lists. Lowercase hexadecimal digits, never empty for a name that is not.
    public static func pinyin(_ name: String) -> String { hex(ICU.pinyinKey(of: name)) }

    /// By the strokes of the surname, then of the rest: for ballots and the lists of a congress (按姓氏笔画为序).
    public static func stroke(_ name: String) -> String { hex(ICU.strokeKey(of: name)) }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
