import Testing

@testable import Words

@Suite("Searching") struct SearchTests {
    /// What both databases do with tokens and a query.
    private func finds(_ query: String, _ name: String, _ number: String) -> Bool {
        let tokens = SearchTokens(name: name, numbers: [number]).all
        let terms = SearchQuery(query).terms
        return !terms.isEmpty
            && terms.allSatisfy { term in
                tokens.contains { term.isPrefix ? $0.hasPrefix(term.token) : $0 == term.token }
            }
    }

    @Test(
        "finds",
        arguments: [
            ("张伟明", "张伟明"), ("张", "张伟明"), ("伟明", "张伟明"), ("张 明", "张伟明"), ("zwm", "张伟明"), ("ZWM", "张伟明"), ("ｚｗｍ", "张伟明"),
            ("zhangweiming", "张伟明"), ("zhangw", "张伟明"), ("zhang wei ming", "张伟明"), ("weiming", "张伟明"), ("张wm", "张伟明"),
            ("wm", "张伟明"), ("20190034", "张伟明"), ("2019", "张伟明"), ("2019-0034", "张伟明"), ("张 2019", "张伟明"),
            ("张　伟明", "张伟明"),
            ("shan", "单田芳"), ("dan", "单田芳"), ("lv", "吕红"), ("lu", "吕红"), ("yuchi", "尉迟恭"), ("买买提", "买买提·艾力"),
            ("买买提艾力", "买买提・艾力"), ("买买提•艾力", "买买提·艾力"), ("买买提ꞏ艾力", "买买提·艾力"), ("买买提 艾力", "买买提·艾力"),
            ("𠮷田", "𠮷田一"), ("𠮷", "𠮷田一"), ("smith", "John Smith"),
            ("john smith", "John Smith"), ("o'brien", "O’Brien"), ("张%", "张伟明"), ("\"张\"", "张伟明"),
        ])
    func hits(query: String, name: String) {
        #expect(finds(query, name, "20190034"), "\(SearchQuery(query).fts5) in \(SearchTokens(name: name).text)")
    }

    @Test(
        "does not find",
        arguments: [
            ("张明", "张伟明"), ("明伟", "张伟明"), ("李", "张伟明"), ("zm", "张伟明"), ("0034", "张伟明"), ("", "张伟明"), ("* ' \"", "张伟明"),
            ("zhangming", "张伟明"),
        ])
    func misses(query: String, name: String) {
        #expect(!finds(query, name, "20190034"))
    }

    @Test func `makes these tokens and no others`() {
        #expect(
            SearchTokens(name: "张伟", numbers: ["T-0034"]).all
                == ["nt0034", "pwei", "pzhangwei", "pzw", "u4f1f", "u5f20", "u5f20u4f1f"])
        #expect(SearchTokens(name: "", numbers: ["", "-"]).all == [])
    }

    @Test func `makes tokens of plain letters and digits only, whatever the name`() {
        let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        for name in ["𠮷田 一", "Ńüß Ø", "买买提·艾力", "ئالىم", "a\u{0}b'c\"d*", "👩‍🏫老师", "〇一", "⺀⼀", "コ・ン"] {
            let tokens = SearchTokens(name: name, numbers: [name]).all
            #expect(tokens.allSatisfy { $0.utf8.allSatisfy(plain.contains) })
            #expect(tokens.allSatisfy { $0.utf8.count > 1 })
        }
    }

    @Test func `is written for both databases without anything to escape`() {
        let query = SearchQuery("张伟 zw' OR 1=1 20-19*")
        #expect(query.fts5 == "u5f20u4f1f AND pzw* AND por* AND n11* AND n2019*")
        #expect(query.tsquery == "'u5f20u4f1f' & 'pzw':* & 'por':* & 'n11':* & 'n2019':*")
    }

    @Test(
        "knows when it is too broad",
        arguments: [
            ("z", true), ("12", true), ("zw", false), ("123", false), ("张", false), ("张z", false),
        ])
    func broad(text: String, isBroad: Bool) {
        #expect(SearchQuery(text).isBroad == isBroad)
    }
}

@Suite("Normal form") struct NormalizingTests {
    @Test(
        "of a name",
        arguments: [
            ("林　妙", "林妙"), (" 林 妙 ", "林妙"), ("John  Smith", "John Smith"), ("买买提・艾力", "买买提·艾力"), ("买买提 • 艾力", "买买提·艾力"),
            ("买买提.艾力", "买买提·艾力"), ("买买提．艾力", "买买提·艾力"), ("J. Smith", "J. Smith"), ("ＬＩＮ", "LIN"), ("林\u{200B}妙", "林妙"),
            ("林\u{FE00}妙", "林妙"), ("𠮷田", "𠮷田"), ("", ""), ("买买提··艾力", "买买提·艾力"), ("\u{FEFF}林妙\r\n", "林妙"),
        ])
    func names(typed: String, kept: String) {
        #expect(normalizedName(typed) == kept)
        #expect(normalizedName(kept) == kept)
    }

    @Test func `of texts and numbers`() {
        #expect(normalized("  第１届\t 教代会\n") == "第1届 教代会")
        #expect(normalizedNumber(" ４５０ 1x ") == "4501X")
    }

    @Test(
        "knows the nearest",
        arguments: [
            ("软件学员", "软件学院"), ("软件院", "软件学院"), ("软学件院", "软件学院"), ("软件学院", "软件学院"), ("体育", nil), ("在遍", "在编"),
            ("合约", nil), ("编", nil), ("", nil), ("机械学院", "机电学院"),
        ])
    func near(word: String, expected: String?) {
        #expect(nearest(word, in: ["机电学院", "软件学院", "附属中学", "在编", "合同", "合并"]) == expected)
    }
}
