extension String {
    /// Whether this is nothing but visible ASCII and the unified characters of the basic plane, which no normal form changes and
    /// among which nothing is invisible: true of nearly every field that is ever typed, and known without asking for the
    /// properties of each character.
    public var isSettled: Bool {
        var ahead = 0, least: UInt8 = 0x80
        for byte in utf8 {
            if ahead > 0 {
                guard byte >= least else { return false }
                (ahead, least) = (ahead - 1, 0x80)
            } else if (0xE4...0xE9).contains(byte) {
                // Below E4 B8 stand symbols and the first extension.
                (ahead, least) = (2, byte == 0xE4 ? 0xB8 : 0x80)
            } else {
                guard (0x21...0x7E).contains(byte) else { return false }
            }
        }
        return true
    }
}
