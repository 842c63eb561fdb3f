extension OfficialPaper {
    /// A paragraph of the body in the face of its rank: 一、 in 黑体, （一） in 楷体, everything else in 仿宋 (GB/T 9704, 7.3.3).
    static func paragraph(_ words: String) -> PaperText {
        guard let face = face(of: words) else { return PaperText(words, indent: 2) }
        // A heading that stands alone is the whole paragraph; one that goes on ends with its first sentence.
        let end = words.firstIndex(of: "。").map { words.distance(from: words.startIndex, to: $0) + 1 }
        guard let end, end < words.count else { return PaperText(words, face, indent: 2, staysWithNext: true) }
        return PaperText(words, indent: 2, lead: (end, face))
    }

    private static let numerals: Set<Character> = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]

    private static func face(of words: String) -> Face? {
        let number = words.drop { $0 == "（" }.prefix { numerals.contains($0) }
        guard !number.isEmpty, let next = words[number.endIndex...].first else { return nil }
        switch (words.first == "（", next) {
        case (false, "、"): return .hei
        case (true, "）"): return .kai
        default: return nil
        }
    }
}
