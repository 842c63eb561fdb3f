import Base
import Testing

@testable import Words

@Suite("A reading") struct PinyinTests {
    @Test(
        "of a surname is what its families say, and what the dictionary says too",
        arguments: [
            ("单田芳", ["shantianfang", "dantianfang"]), ("曾国强", ["zengguoqiang", "cengguoqiang"]),
            ("仇英", ["qiuying", "chouying"]), ("区伯", ["oubo", "qubo"]), ("查良", ["zhaliang", "chaliang"]),
            ("解缙", ["xiejin", "jiejin"]), ("盖叫", ["gejiao", "gaijiao"]), ("尉迟恭", ["yuchigong", "weichigong"]),
            ("万俟雪", ["moqixue", "wansixue"]), ("澹台明", ["tantaiming"]), ("长孙洁", ["zhangsunjie", "changsunjie"]),
            ("单于飞", ["chanyufei", "danyufei"]), ("覃梅", ["qinmei", "tanmei"]), ("朴信", ["piaoxin", "puxin"]),
            ("缪斯", ["miaosi"]), ("翟云", ["zhaiyun", "diyun"]), ("冼星海", ["xianxinghai"]),
            ("员力", ["yunli", "yuanli"]), ("召明", ["shaoming", "zhaoming"]), ("祭天", ["zhaitian", "jitian"]),
            ("黑明", ["heming", "heiming"]), ("折英", ["sheying", "zheying"]), ("种明", ["chongming", "zhongming"]),
            ("秘明", ["biming", "miming"]), ("逄明", ["pangming"]), ("隗明", ["weiming", "kuiming"]),
            ("繁明", ["poming", "fanming"]), ("佴明", ["naiming"]), ("乐明", ["yueming", "leming"]), ("任明", ["renming"]),
            ("尹明", ["yinming"]), ("宓明", ["miming", "fuming"]), ("晟明", ["chengming", "shengming"]),
            ("令狐冲", ["linghuchong"]), ("欧阳娜", ["ouyangna", "ouyangnuo"]), ("上官婉儿", ["shangguanwaner"]),
        ])
    func surnames(name: String, expected: [String]) {
        let readings = Pinyin.readings(of: name).map(\.full)
        #expect(expected.allSatisfy(readings.contains), "\(readings)")
        #expect(readings.first == expected.first, "\(readings)")
    }

    @Test func `spells ü as v and as u`() {
        #expect(Pinyin.readings(of: "吕绿").map(\.full) == ["lvlv", "lulu"])
    }

    @Test("has initials", arguments: [("张伟明", "zwm"), ("欧阳娜娜", "oynn"), ("买买提·艾力", "mmtal"), ("区伟", "ow")])
    func initials(name: String, expected: String) {
        #expect(Pinyin.likeliest(of: name).initials == expected)
    }

    @Test func `is none where there is nothing to read, and never more than eight`() {
        #expect(Pinyin.readings(of: "John") == [])
        #expect(Pinyin.readings(of: "") == [])
        #expect(Pinyin.likeliest(of: "John").full == "")
        #expect(Pinyin.readings(of: "单乐行长重朝传").count == 8)
    }
}

@Suite("A name key") struct NameKeyTests {
    @Test func `orders names by pinyin as bytes`() {
        let names = ["张伟", "艾力", "林妙", "欧阳娜", "陈荷", "李红", "白云", "张薇", "张伟明"]
        let sorted = names.sorted { NameKey.pinyin($0) < NameKey.pinyin($1) }
        #expect(
            sorted == ["艾力", "白云", "陈荷", "李红", "林妙", "欧阳娜", "张伟", "张伟明", "张薇"]
                || sorted == ["艾力", "白云", "陈荷", "李红", "林妙", "欧阳娜", "张薇", "张伟", "张伟明"], "\(sorted)")
    }

    @Test func `puts a misread surname where its bearers look for it`() {
        let names = ["曾伟", "单芳", "仇英", "区伟", "查良", "尉迟恭", "乐明", "吕蒙", "曹操", "戴宗", "陈平", "欧阳修", "周瑜", "沈括"]
        let sorted = names.sorted { NameKey.pinyin($0) < NameKey.pinyin($1) }
        #expect(
            sorted == ["曹操", "陈平", "戴宗", "吕蒙", "欧阳修", "区伟", "仇英", "单芳", "沈括", "尉迟恭", "乐明", "曾伟", "查良", "周瑜"],
            "\(sorted)")
        #expect(NameKey.title("解放小学") < NameKey.title("开明小学"))
        #expect(NameKey.pinyin("解放") > NameKey.pinyin("开明"))
    }

    @Test func `seats every such surname by a sign of its first reading that is no surname itself`() throws {
        for surname in seatedSurnames {
            let stand = String(seated(surname + "伟").dropLast())
            let readings = try #require(surnameReadings[surname], "\(surname)")
            #expect(stand.map { Pinyin.reading(of: $0) } == readings[0], "\(surname) \(stand)")
            #expect(surnameReadings[stand] == nil && !Surnames.compound.contains(stand), "\(stand)")
        }
    }

    @Test func `orders names by strokes`() {
        let names = ["欧阳娜", "丁一", "张伟", "王芳", "卜凡", "马力"]
        #expect(names.sorted { NameKey.stroke($0) < NameKey.stroke($1) } == ["丁一", "卜凡", "马力", "王芳", "张伟", "欧阳娜"])
    }

    @Test func `is plain digits, whatever the length`() {
        let key = NameKey.pinyin(String(repeating: "张伟𠮷", count: 100))
        #expect(key.count > 200 && key.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(NameKey.version.contains("/"))
    }
}
