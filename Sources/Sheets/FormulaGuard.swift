/// Which text of a CSV a spreadsheet might run as a formula, and the apostrophe that keeps it from doing so.
enum FormulaGuard {
    static let apostrophe: UInt8 = 0x27

    /// Whether the text begins with a sign of danger, perhaps behind spaces and apostrophes.
    ///
    /// An apostrophe counts as harmless in front so that guarding twice and taking away once gives the first text back.
    static func isNeeded(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.firstIndex(where: { $0 != 0x20 && $0 != apostrophe }) else { return false }
        switch bytes[start] {
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: return true
        case 0xEF:
            guard start + 2 < bytes.count, bytes[start + 1] == 0xBC else { return false }
            return [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[start + 2])
        default: return false
        }
    }

    /// The text as it was before it was guarded.
    static func removed(from bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard bytes.first == apostrophe, isNeeded(bytes) else { return bytes }
        return UnsafeBufferPointer(rebasing: bytes[1...])
    }
}
