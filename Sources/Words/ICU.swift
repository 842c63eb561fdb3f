import CICU
import Synchronization

/// What this room asks of ICU. What is opened stays open for the life of the process, each thing behind a lock.
enum ICU {
    private static let pinyinOrder = Mutex(cicu_collator("zh@collation=pinyin"))
    private static let strokeOrder = Mutex(cicu_collator("zh@collation=stroke"))
    private static let romaniser = Mutex(cicu_transliterator("Han-Latin"))

    /// The version of ICU and of its order of characters.
    static let version = String(cString: cicu_version())

    static func pinyinKey(of text: String) -> [UInt8] { pinyinOrder.withLock { key(of: text, by: $0) } }

    static func strokeKey(of text: String) -> [UInt8] { strokeOrder.withLock { key(of: text, by: $0) } }

    private static func key(of text: String, by collator: UnsafeMutableRawPointer?) -> [UInt8] {
        guard let collator else { preconditionFailure("ICU has no data for Chinese: is libicu whole?") }
        let units = Array(text.utf16), length = Int32(units.count)
        var out = [UInt8](repeating: 0, count: 64)
        var needed = cicu_sort_key(collator, units, length, &out, Int32(out.count))
        if Int(needed) > out.count {
            out = [UInt8](repeating: 0, count: Int(needed))
            needed = cicu_sort_key(collator, units, length, &out, needed)
        }
        precondition(needed > 0, "ICU made no sort key")
        return Array(out.prefix(Int(needed) - 1))
    }

    /// Han characters as pinyin with tone marks; all else as it is.
    static func romanised(_ text: String) -> String {
        var units = Array(text.utf16)
        let length = Int32(units.count)
        units += [UInt16](repeating: 0, count: units.count * 8 + 16)
        let new = romaniser.withLock { romaniser -> Int32 in
            guard let romaniser else { preconditionFailure("ICU has no data for pinyin: is libicu whole?") }
            return cicu_transliterate(romaniser, &units, length, Int32(units.count))
        }
        return new < 0 ? text : String(decoding: units.prefix(Int(new)), as: UTF16.self)
    }

    /// Normal form KC: full-width letters made narrow, compatibility characters replaced.
    static func compatible(_ text: String) -> String {
        let units = Array(text.utf16), length = Int32(units.count)
        var out = [UInt16](repeating: 0, count: units.count + 8)
        var needed = cicu_nfkc(units, length, &out, Int32(out.count))
        if Int(needed) > out.count {
            out = [UInt16](repeating: 0, count: Int(needed))
            needed = cicu_nfkc(units, length, &out, needed)
        }
        return needed < 0 ? text : String(decoding: out.prefix(Int(needed)), as: UTF16.self)
    }
}
