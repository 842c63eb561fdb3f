import Federation
import Procedures
import Vault
import Web

/// Requests on their way up the tree in every state, a stand-in, and a quota on its way down: told by the product's own functions,
/// with their days put back where something should have waited.
struct DemoProcedures {
    let tree: DemoTree
    let cast: [String: ID<Person>]
    let ring: KeyRing
    let tx: Transaction

    private var lines: SignOffLines { SignOffLines(Joined([.procedures])) }

    func build() throws {
        guard let chair = cast["zhaoqian"], let organiser = cast["heyutong"], let city = cast["liwen"],
            let district = cast["sunyue"], let school = cast["chenlixin"]
        else { return }
        let universities = tree.bases.filter { $0.unit.kind == .university }
        guard universities.count > 1, let branch = universities[1].seats.first else { return }
        let base = universities[1].unit
        try requests(of: branch, by: organiser, base, chair, city)
        try requestsOfSchool(by: school, district, city)
        try standIn(city)
        try quota(base, city, chair)
        try DemoPublicity(unit: base, officer: chair, ring: ring, tx: tx).build()
    }

    /// From a branch: fresh, late, given back, with the city, approved, refused, withdrawn.
    private func requests(
        of branch: UnitEntry, by organiser: ID<Person>, _ base: UnitEntry, _ chair: ID<Person>, _ city: ID<Person>
    ) throws {
        let university = SignOffHand(person: chair, unit: base.id, absent: nil)
        let top = SignOffHand(person: city, unit: tree.root.id, absent: nil)
        try file("关于增补一名分会委员的请示", "分会现有委员 4 名，一名委员已退休，拟增补一名，由会员大会选举。", branch, organiser, ago: 0)
        try file("关于使用活动室举办书法沙龙的请示", "拟每周三下午使用校工会活动室，由分会兴趣小组组织，请批准。", branch, organiser, ago: 9)
        let back = try file("关于追加春游活动经费的请示", "参加人数比预计多 18 人，拟追加经费 3,600 元。", branch, organiser, ago: 6)
        try move(back, .giveBack, university, "请附参加人员名单和预算明细，再报。", ago: 4)
        let up = try file("关于推荐教职工小家参评的请示", "分会小家建成三年，拟推荐参加先进教职工小家评选。", branch, organiser, ago: 5)
        try move(up, .forward, university, "已到现场看过，材料属实，同意推荐。", ago: 2)
        let yes = try file("关于与附属医院工会联合开展健康讲座的请示", "拟于下月联合举办两场健康讲座，经费由双方分担。", branch, organiser, ago: 20)
        try move(yes, .forward, university, "同意，报市教育工会。", ago: 17)
        try move(yes, .approve, top, "同意。请把参加人数和反馈报来。", ago: 14)
        let no = try file("关于会员生日蛋糕提高标准的请示", "拟把会员生日慰问由每人 300 元提高到 500 元。", branch, organiser, ago: 12)
        try move(no, .refuse, university, "超过规定的标准，不同意。", ago: 11)
        let gone = try file("关于调整工会小组划分的请示", "拟把两个小组合并为一个。", branch, organiser, ago: 3)
        let branchHand = SignOffHand(person: organiser, unit: branch.id, absent: nil)
        try move(gone, .withdraw, branchHand, nil, ago: 1)
    }

    /// From a school: one in the district, one that the district sent on.
    private func requestsOfSchool(by chair: ID<Person>, _ officer: ID<Person>, _ city: ID<Person>) throws {
        guard let district = tree.districts.first(where: { $0.name.hasPrefix("海淀") }) ?? tree.districts.first,
            let base = tree.bases.first(where: { $0.unit.path.hasPrefix(district.path) })?.unit
        else { return }
        try file("关于学校工会换届选举的请示", "本届委员会任期届满，拟于下月召开会员代表大会换届。", base, chair, ago: 2)
        let up = try file("关于申报职工书屋的请示", "学校新建阅览室 80 平方米，拟申报职工书屋。", base, chair, ago: 10)
        try move(up, .forward, SignOffHand(person: officer, unit: district.id, absent: nil), "条件具备，同意申报。", ago: 8)
        try SignOffBatch.planAll(at: tree.root.id, by: city, in: tx)
    }

    private func standIn(_ city: ID<Person>) throws {
        guard let other = cast["hejun"] else { return }
        let draft = StandInDraft(
            absent: city, substitute: other, from: tx.today.adding(days: 3), until: tx.today.adding(days: 9),
            reason: "外出培训")
        try StandIn.insert(draft, in: tree.root, by: city, tx)
    }

    /// A quota of the city, split by members; a university uses some, keeps some, hands some on.
    private func quota(_ base: UnitEntry, _ city: ID<Person>, _ chair: ID<Person>) throws {
        let draft = QuotaDraft(
            name: "\(tx.today.year) 年教职工疗休养", measure: "人", basis: "京教工发〔\(tx.today.year)〕3 号",
            returnBy: tx.today.adding(days: 45), categories: [("一线教师", 380), ("高技能人才", 180)])
        let quota = try Quota.open(draft, at: tree.root, by: city, in: tx)
        let members = try MemberCount.members(ofChildrenOf: tree.root, in: tx)
        let children = (tree.bases.map(\.unit).filter { $0.parent == tree.root.id } + tree.districts).sorted {
            $0.path < $1.path
        }
        let claims = children.map { QuotaClaim(heads: members[$0.path] ?? 0) }
        for (order, share) in try QuotaShare.all(of: quota, at: tree.root.id, in: tx).enumerated() {
            let total = order == 0 ? 360 : 150
            let split = try QuotaSplit(total, among: claims, by: .largestRemainder, least: 1)
            let hand = QuotaHand(by: city, reason: "按会员人数比例（最大余数法），每单位至少 1 个")
            try share.handDown(zip(children, split.places).map { ($0.id, $1) }, hand, in: tx)
            guard order == 0, let own = try QuotaShare.first(share.category, at: base.id, in: tx), own.left > 3 else {
                continue
            }
            let mine = QuotaHand(by: chair, reason: "按报名先后和年限确定")
            try QuotaShare.take(
                1, of: share.category, at: base.id, as: .used, for: "manual", 0, "第一批，北戴河", mine, in: tx)
            try QuotaShare.take(1, of: share.category, at: base.id, for: "manual", 0, "留给援派归来的教师", mine, in: tx)
            try own.handBack(1, QuotaHand(by: chair, reason: "暑期有教学任务，用不完"), in: tx)
        }
    }

    @discardableResult
    private func file(
        _ title: String, _ text: String, _ unit: UnitEntry, _ person: ID<Person>, ago: Int
    ) throws -> ID<SignOff> {
        let filed = try Request.insert(RequestDraft(title: title, text: text), from: unit, by: person, in: tx).signOff
        try putBack(filed, ago: ago)
        try tx.run("UPDATE sign_off SET filed_at = since WHERE id = \(filed)")
        return filed
    }

    private func move(_ id: ID<SignOff>, _ act: SignOffAct, _ hand: SignOffHand, _ words: String?, ago: Int) throws {
        try SignOff.move(SignOff.all([id], in: tx), { _ in act }, by: hand, saying: words, lines, in: tx)
        try putBack(id, ago: ago)
    }

    /// Puts the last act of a case back by days.
    private func putBack(_ id: ID<SignOff>, ago: Int) throws {
        guard ago > 0 else { return }
        let at = Instant(tx.today.adding(days: -ago), hour: 10, minute: 20)
        try tx.run("UPDATE sign_off SET since = \(at) WHERE id = \(id)")
        try tx.run(
            """
            UPDATE sign_off_step SET at = \(at)
             WHERE id = (SELECT max(t.id) FROM sign_off_step t WHERE t.sign_off_id = \(id))
            """)
    }
}
