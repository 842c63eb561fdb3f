import Base
import Sheets
import Testing
import Web

@testable import Federation

@Suite("The head of a roster") struct ImportHeadingTests {
    @Test(arguments: [
        ("姓　名\n（必填）", RosterColumn.name), ("*姓名", .name), ("公民身份号码", .identity), ("身份证号码(18位)", .identity),
        ("职工号", .number), ("教工号", .number), ("手机号码", .phone), ("所属部门工会", .unit), ("用工性质", .employment),
        ("会员状态", .state), ("加入工会时间", .joined), ("出生 年月", .birth), ("【备注】", nil), ("说明", .note), ("职称", nil),
    ])
    func `is known by its synonyms`(head: String, column: RosterColumn?) {
        #expect(RosterColumn(head: head) == column)
    }

    @Test func `without names is refused, with the columns that were found`() {
        let row = SheetRow(number: 1, cells: [.text("工号"), .text("电话")])
        #expect(throws: ImportProblem.noName(found: ["工号", "电话"])) { try RosterHeading(row) }
    }

    @Test func `with a column twice keeps the first and says so`() throws {
        let heading = try RosterHeading(
            SheetRow(number: 1, cells: ["姓名", "手机", "座机", "联系电话"].map { .text($0) }))
        #expect(heading.places[.phone] == 1)
        #expect(heading.unknown == ["座机"])
        #expect(heading.findings.map(\.kind) == [.repeatedColumn])
    }
}

@Suite("A row of a roster") struct ImportRulesTests {
    private static let place = UnitNames.Place(id: ID(1), path: "0001/", name: "春城大学工会", base: ID(1), basePath: "0001/")
    private static let branch = UnitNames.Place(
        id: ID(2), path: "0001/0001/", name: "文学院分会", base: ID(1), basePath: "0001/")
    private static let units = UnitNames(
        home: place, units: [(place, ["春城大学工会", "春城大学"]), (branch, ["文学院分会", "文学院", "A01"])])

    /// Reads one row whose columns are given by name; a name stands in it unless another is given.
    private func read(_ cells: [RosterColumn: Cell]) throws -> (draft: RosterDraft, findings: [Finding]) {
        let columns = RosterColumn.allCases
        let heading = try RosterHeading(SheetRow(number: 1, cells: columns.map { .text($0.words) }))
        let row = SheetRow(number: 2, cells: columns.map { cells[$0] ?? ($0 == .name ? .text("林静") : .empty) })
        let rules = RosterRules(today: try #require(Day("2026-03-01")), units: Self.units)
        return rules.read(RosterRow(row, heading))
    }

    @Test func `that is sound has no findings`() throws {
        let identity = sound("11010819850312002")
        let (draft, findings) = try read([
            .name: .text("林　静"), .identity: .text(identity), .number: .number(20_190_001, text: "20190001"),
            .birth: .text("1985/3/12"), .sex: .text("女"), .phone: .number(13_800_000_001, text: "13800000001"),
            .unit: .text(" 文学院 "), .employment: .text("事业编"), .state: .text("正常"),
            .joined: .number(40_422, text: "40422"),
        ])
        #expect(findings.map(\.kind) == [.blanks])
        #expect(draft.name == "林静")
        #expect(draft.number == "20190001")
        #expect(draft.born == Day("1985-03-12"))
        #expect(draft.unit == ID(2))
        #expect(draft.joined == Day("2010-09-01"))
        #expect(RosterDraft(draft.json) == draft)
    }

    @Test(arguments: [
        (RosterColumn.name, "", Finding.Kind.missingName), (.name, String(repeating: "长", count: 41), .tooLong),
        (.identity, "110108198503120021", .badIdentity), (.identity, "1101081985031", .badIdentity),
        (.identity, "1.10108E+17", .numberAsScientific), (.identity, "110108850312002", .formerIdentity),
        (.number, "2.01E+16", .numberAsScientific), (.phone, "1.38E+10", .numberAsScientific),
        (.name, "王\u{E863}", .strangeCharacter), (.name, "王\u{FFFD}", .strangeCharacter),
        (.note, "\u{F0000}", .strangeCharacter), (.identity, "11010820990312002X", .badIdentity),
        (.phone, "1380000000", .badPhone), (.phone, "23800000000", .badPhone), (.birth, "2031-09-01", .futureDate),
        (.birth, "1899-01-01", .badDate),
        (.phone, "010-8888", .badPhone),
        (.birth, "八五年三月", .badDate), (.birth, "1985-02-30", .badDate), (.birth, "1985年3月", .badDate),
        (.joined, "2031/09/01", .futureDate), (.unit, "文学院工会", .unknownUnit), (.employment, "在遍", .unknownEmployment),
        (.state, "在藉", .unknownState), (.sex, "其", .badSex), (.note, String(repeating: "长", count: 301), .tooLong),
        (.number, String(repeating: "1", count: 31), .tooLong),
    ])
    func `with a fault says which`(column: RosterColumn, text: String, kind: Finding.Kind) throws {
        let (_, findings) = try read([column: text.isEmpty ? .empty : .text(text)])
        #expect(findings.map(\.kind) == [kind])
        #expect(findings.first?.column == column)
        #expect(findings.first?.message.contains("。") == true)
    }

    @Test func `offers the nearest unit and word`() throws {
        let (_, findings) = try read([.unit: .text("文学院工会"), .employment: .text("在遍")])
        #expect(findings.map(\.message) == ["没有这个单位。是否为“文学院分会”？", "用工形式读不出。是否为“在编”？"])
    }

    @Test(arguments: [
        (RosterColumn.name, "张 三", "张三", Finding.Kind?.some(.blanks)), (.name, "尼格买提·热合曼", "尼格买提·热合曼", nil),
        (.name, "尤努斯・买买提", "尤努斯·买买提", nil), (.name, "Anna Li", "Anna Li", nil), (.name, "𠮷𡈽", "𠮷𡈽", nil),
        (.name, "䶮㛃", "䶮㛃", nil), (.number, "Ａ２０１９", "A2019", .fullWidth), (.number, "A 2019", "A2019", .blanks),
        (.phone, "１３８０００００００１", "13800000001", .fullWidth), (.phone, "138 0000 0001", "13800000001", .blanks),
    ])
    func `is mended where nothing can be meant but one thing, and says so`(
        column: RosterColumn, text: String, kept: String, kind: Finding.Kind?
    ) throws {
        let (draft, findings) = try read([column: .text(text)])
        #expect(draft.written(column) == kept)
        let kinds: [Finding.Kind] = kind.map { [$0] } ?? []
        #expect(findings.map(\.kind) == kinds)
        #expect(findings.allSatisfy { $0.kind.gravity == .mended })
    }

    @Test func `tells which check an identity number fails, not what would pass it`() throws {
        let identity = sound("11010819850312002")
        let other = "0123456789X".first { $0 != identity.last } ?? "0"
        let (_, findings) = try read([.identity: .text(identity.dropLast() + String(other))])
        #expect(findings.map(\.message) == ["校验码不符：第 18 位与前 17 位对不上，至少有一位抄错。请对照证件逐位核对。"])
    }

    @Test(arguments: [
        ("1985-03-12", "2001-03-11", Finding.Kind?.some(.young)), ("1985-03-12", "2001-03-12", nil),
        ("1985-03-12", "1985-03-12", .joinedBeforeBirth), ("1985-03-12", "1984-01-01", .joinedBeforeBirth),
        ("2012-03-12", "", .young), ("2010-03-01", "", nil),
    ])
    func `of one who joined too young is doubtful, before birth is wrong`(
        born: String, joined: String, kind: Finding.Kind?
    ) throws {
        let (_, findings) = try read([.birth: .text(born), .joined: joined.isEmpty ? .empty : .text(joined)])
        let kinds: [Finding.Kind] = kind.map { [$0] } ?? []
        #expect(findings.map(\.kind) == kinds)
    }

    @Test(arguments: [
        ("文学院工会", String?.some("文学院分会")), ("文学苑分会", "文学院分会"), ("闻学院部门工会", "文学院分会"), ("文学院", nil),
        ("航海学院", nil), ("A02", nil),
    ])
    func `of an unknown unit is offered the nearest by letters, kind and sound`(name: String, nearest: String?) {
        guard Self.units.find(name) == .unknown else { return #expect(nearest == nil) }
        #expect(Self.units.nearest(to: name)?.name == nearest)
    }

    @Test func `of a unit by a former name mistyped is offered the unit of today, and told why`() {
        let former = UnitNaming(name: "中文系分会", kind: .former, until: Day("2024-08-31"))
        let units = UnitNames(
            home: Self.place, units: [(Self.place, ["春城大学工会"]), (Self.branch, ["文学院分会"])], others: [ID(2): [former]])
        #expect(units.find("中文系分会") == .found(Self.branch))
        #expect(units.nearest(to: "中文系工会") == UnitNames.Near(name: "文学院分会", former: former))
        #expect(units.nearest(to: "中文系工会")?.words == "“文学院分会”（原名“中文系分会”（至 2024-08-31））")
        #expect(units.nearest(to: "文学院工会") == UnitNames.Near(name: "文学院分会"))
        let shared = UnitNames(
            home: Self.place, units: [(Self.place, ["春城大学工会"]), (Self.branch, ["文学院分会"])],
            others: [ID(1): [former], ID(2): [former]])
        #expect(shared.nearest(to: "中文系工会") == nil, "a name that two had is nobody's")
    }

    @Test func `must agree with its identity number`() throws {
        let identity = sound("11010819850312002")
        let (_, findings) = try read([
            .identity: .text(identity), .birth: .text("1985-03-13"), .sex: .text("男"),
        ])
        #expect(findings.map(\.kind) == [.identitySexMismatch, .identityBirthMismatch])
        let (_, month) = try read([.identity: .text(identity), .birth: .text("1985.03")])
        #expect(month == [])
    }

    @Test func `tells digits that a spreadsheet has lost`() throws {
        let (_, findings) = try read([.identity: .number(1.10108198503120e17, text: "1.1010819850312E+17")])
        #expect(findings.map(\.kind) == [.numberAsScientific])
    }

    @Test func `shows no identity number and no phone, in whatever column`() throws {
        let identity = sound("11010819850312002")
        let wrong = String(identity.dropLast()) + (identity.hasSuffix("1") ? "2" : "1")
        let (_, findings) = try read([
            .identity: .text(wrong), .phone: .text("23812345678"), .unit: .text(identity), .state: .text("13812345678"),
        ])
        #expect(findings.count == 4)
        for text in findings.flatMap({ [$0.value, $0.message] }) {
            #expect(!text.contains("19850312") && !text.contains("12345678") && !text.contains("1234567"))
        }
    }
}
