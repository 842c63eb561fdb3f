/// What a `Range` header asks of a file.
enum ByteRange: Equatable {
    /// Nothing that is understood, or several ranges: the whole file is sent.
    case whole
    case part(Range<Int>)
    case outside

    init(_ header: String, of size: Int) {
        self = .whole
        guard header.hasPrefix("bytes=") else { return }
        let wish = header.dropFirst(6)
        let ends = wish.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, let first = ByteRange.number(ends[0]), let last = ByteRange.number(ends[1])
        else { return }
        switch (first, last) {
        case (nil, nil): return
        case (nil, let count?): self = count == 0 || size == 0 ? .outside : .part(max(0, size - count)..<size)
        case (let start?, let end):
            if let end, end < start { return }
            self = start >= size ? .outside : .part(start..<min(size, (end ?? size - 1) + 1))
        }
    }

    /// Nil for what is no number, nil inside for nothing at all. A number too long for the machine is a large one.
    private static func number(_ text: Substring) -> Int?? {
        if text.isEmpty { return .some(nil) }
        guard text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return .some(text.utf8.count > 18 ? Int.max / 2 : Int(text))
    }
}
