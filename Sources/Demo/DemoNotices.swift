import Federation
import Notices
import Vault
import Web

/// Papers, messages and certificates of a demo: papers in every state, some signed for and some not; messages that reached people
/// and others that did not.
struct DemoNotices {
    let tree: DemoTree
    let plan: DemoPlan
    let ring: KeyRing
    let cast: [String: ID<Person>]
    let tx: Transaction

    private var root: UnitEntry { tree.root }
    private var clerk: ID<Person>? { cast["liwen"] }
    /// The university where the cast is at home.
    private var university: UnitEntry? {
        let all = tree.bases.map(\.unit).filter { $0.kind == .university }
        return all.count > 1 ? all[1] : all.first
    }

    func build() throws {
        try buildPapers()
        guard let university else { return }
        try buildPapers(of: university)
        try buildMessages(of: university)
        try buildCertificates(university)
    }

    /// The papers of the federation's office: two issued, one withdrawn, one waiting for its number, one draft.
    private func buildPapers() throws {
        let code = plan.isProvincial ? "桂教工字" : "京教工发"
        let series = try series(code, of: root)
        let points = DocumentDraft(
            title: "\(root.name)关于印发\(tx.today.year)年工作要点的通知", body: Self.points, copies: "市总工会，市委教育工委",
            remark: "联系人：办公室，电话：010-12345678", to: [DocumentTarget(.bases), DocumentTarget(.children, .copy)])
        try issue(points, of: root, in: series, daysAgo: 40, unsigned: 7)
        let roster = DocumentDraft(
            title: "关于开展会员信息核对工作的通知", body: Self.roster, remark: "请于月底前完成",
            to: [DocumentTarget(.children)])
        try issue(roster, of: root, in: series, daysAgo: 6, unsigned: 2)
        let wrong = DocumentDraft(title: "关于召开工会主席会议的通知", body: "会议时间另行通知，请做好准备。", to: [DocumentTarget(.children)])
        let withdrawn = try issue(wrong, of: root, in: series, daysAgo: 20, unsigned: 1)
        try document(withdrawn).withdraw(for: "会议时间变更，以新通知为准。", by: clerk, ring: ring, tx)
        let contest = DocumentDraft(
            kind: .opinion, title: "关于进一步做好困难教职工帮扶工作的意见", body: Self.help, to: [DocumentTarget(.bases)])
        let waiting = try OfficialDocument.insert(contest, in: root, by: clerk, tx)
        try document(waiting).submit(by: clerk, ring: ring, tx)
        let draft = DocumentDraft(
            title: "关于组织暑期疗休养的通知", body: "一、对象\n（一）在职会员。\n二、安排\n另行通知。", to: [DocumentTarget(.bases)])
        _ = try OfficialDocument.insert(draft, in: root, by: clerk, tx)
    }

    private func buildPapers(of unit: UnitEntry) throws {
        let series = try series("校工发", of: unit)
        let draft = DocumentDraft(
            title: "关于召开\(tx.today.year)年教职工代表大会的通知", body: Self.congress, to: [DocumentTarget(.children)])
        try issue(draft, of: unit, in: series, daysAgo: 3, unsigned: 2)
    }

    private func series(_ code: String, of unit: UnitEntry) throws -> DocumentSeries? {
        let id = try DocumentSeries.insert(code, in: unit.id, tx)
        return try DocumentSeries.all(of: unit.id, in: tx).first { $0.id == id }
    }

    private func document(_ id: ID<OfficialDocument>) throws -> OfficialDocument {
        try OfficialDocument.unscoped(id, in: tx)
    }

    /// Issues a paper some days ago; every n-th unit has not signed for it.
    @discardableResult
    private func issue(
        _ draft: DocumentDraft, of unit: UnitEntry, in series: DocumentSeries?, daysAgo: Int, unsigned: Int
    ) throws -> ID<OfficialDocument> {
        let id = try OfficialDocument.insert(draft, in: unit, by: clerk, tx)
        try document(id).submit(by: clerk, ring: ring, tx)
        guard let series else { return id }
        let day = max(tx.today.adding(days: -daysAgo), Day(year: tx.today.year, month: 1, day: 1) ?? tx.today)
        _ = try document(id).issue(in: series, on: day, by: clerk, ring: ring, tx)
        let addressees = try Addressee.all(of: document(id), hasReceived: nil, in: tx)
        for (index, addressee) in addressees.enumerated() where index % unsigned != unsigned - 1 {
            let officer: ID<Person>? = try tx.value(
                "SELECT person_id FROM post WHERE unit_id = \(addressee.unit) ORDER BY id LIMIT 1")
            if let officer { _ = try addressee.receive(by: officer, tx) }
        }
        return id
    }

    /// Messages of a university to its members: by phone to most, by the box to whoever has an account, on paper to the rest.
    private func buildMessages(of unit: UnitEntry) throws {
        let person = cast["zhouxiaolan"]
        let drafts = [
            NoticeDraft(
                .organisation, "请核对您的会员信息", "请在本月底前打开“我的档案”核对姓名、单位和手机号。\n资料不对的，请联系所在分会组织委员更正。",
                to: .members, link: Path("/me"), happensOn: tx.today.adding(days: 20)),
            NoticeDraft(
                .activity, "春季教职工健步走报名开始", "时间：本月最后一个周六上午 9 时。\n地点：学校体育场。\n请向分会报名。", to: .members,
                happensOn: tx.today.adding(days: 12)),
            NoticeDraft(
                .election, "教职工代表大会本周召开", "请各位代表按时参加，无法到会的请提前请假。", to: .members,
                happensOn: tx.today.adding(days: 4), isUrgent: true),
        ]
        for (index, draft) in drafts.enumerated() {
            let id = try Notice.send(draft, from: unit.id, by: cast["zhaoqian"], in: tx)
            try Notice.spread(id, in: tx)
            try tell(id, index)
            if index == 0, let person { try Notice.markRead(id, by: person, in: tx) }
        }
        let officers = NoticeDraft(.organisation, "工会干部培训通知", "拟于下月举办工会干部培训班，请各单位做好准备。", to: .officers)
        try Notice.spread(try Notice.send(officers, from: root.id, by: clerk, in: tx), in: tx)
    }

    /// What gateways would have answered: this house has none.
    private func tell(_ id: ID<Notice>, _ index: Int) throws {
        let at = tx.now
        try tx.run(
            """
            UPDATE notice_delivery SET channel = 'sms', state = 'sent', done_at = \(at), attempts = 1
             WHERE notice_id = \(id) AND channel = 'slip' AND (person_id / 65536 + \(index)) % 10 < 7
            """)
        try tx.run(
            """
            UPDATE notice_delivery SET channel = 'sms', state = 'failed', done_at = \(at), attempts = 6,
                problem = '对方答复 503。'
             WHERE notice_id = \(id) AND channel = 'slip' AND (person_id / 65536 + \(index)) % 10 = 8
            """)
    }

    private func buildCertificates(_ unit: UnitEntry) throws {
        guard let person = cast["zhouxiaolan"] else { return }
        let day = tx.today.adding(days: -30)
        let first = CertificateDraft(
            "荣誉证书", to: "周晓岚 同志", person: person, for: "在学校第十四届青年教师教学基本功比赛中，经评审委员会评审并公示，荣获文科组", award: "一等奖",
            series: "JXBS", on: day)
        _ = try Certificate.insert(first, in: unit, by: cast["zhaoqian"], ring: ring, tx)
        let second = CertificateDraft(
            "聘书", to: "周晓岚 同志", person: person, for: "经工会委员会研究，聘任您为青年教师工作坊导师", series: "PS", on: day)
        let wrong = try Certificate.insert(second, in: unit, by: cast["zhaoqian"], ring: ring, tx)
        try Certificate.unscoped(wrong, in: tx).withdraw(for: "聘期填写有误，另发。", by: cast["zhaoqian"], ring: ring, tx)
        let notices: [ID<Notice>] = try tx.values("SELECT id FROM notice WHERE state = 'spreading' ORDER BY id")
        for notice in notices { try Notice.spread(notice, in: tx) }
    }
}

extension DemoNotices {
    static let points = """
        现将今年工作要点印发给你们，请结合实际认真贯彻落实。
        一、加强思想政治引领
        （一）组织学习宣传。各单位要把学习贯彻党的创新理论作为首要任务，面向一线教职工开展宣讲。
        （二）弘扬教育家精神。宣传一批师德典型，讲好育人故事。
        二、扩大组织覆盖
        （一）建会入会。把非编教职工、劳务派遣职工纳入工会组织，做到应建尽建、应入尽入。
        （二）动态管理。逐月核对会员，做到底数清、情况明。
        三、维护职工权益
        1.落实教职工代表大会制度，畅通提案渠道。
        2.做好困难教职工帮扶，开展心理关爱。
        四、加强自身建设
        规范经费管理，接受会员监督。
        """
    static let roster = """
        为摸清会员底数，决定开展会员信息核对工作，现将有关事项通知如下。
        一、核对范围
        各单位在籍会员和保留会籍的会员。
        二、时间安排
        月底前完成第一次核对，以后每月核对一次。
        """
    static let help = """
        为做好困难教职工帮扶工作，提出以下意见。
        一、总体要求
        坚持普惠与重点相结合，做到及时发现、及时帮扶。
        二、主要措施
        （一）建立档案。按一人一档登记，一年一核。
        （二）保护隐私。帮扶资料只供经办人员使用。
        """
    static let congress = """
        经学校党委同意，定于近期召开教职工代表大会，现将有关事项通知如下。
        一、会议议题
        听取学校工作报告、财务工作报告，审议教职工福利方案。
        二、有关要求
        请各分会组织代表提前征集提案，按时参加会议。
        """
}
