import Federation
public import Vault
public import Web

/// Builds a demo federation into an empty store: units, members, the cast with their posts and accounts.
public struct Demo: Sendable {
    public let plan: DemoPlan
    let ring: KeyRing
    /// Where the scans of papers go; none are made without it.
    let files: String?

    /// The one password of a demo's cast, shown at its door. Real federations have no default passwords.
    public static let password = "jiaogong-2026"

    public init(_ plan: DemoPlan, ring: KeyRing, files: String? = nil) {
        self.plan = plan
        self.ring = ring
        self.files = files
    }

    /// Who can sign in, one a role.
    public static func accounts(_ plan: DemoPlan) -> [DemoAccount] {
        Part.all.map { DemoAccount(role: $0.role(in: plan), signInName: $0.signInName, password: password) }
    }

    /// Builds everything in one transaction. `progress` hears how many members are in.
    public func build(
        in store: Store, cost: PasswordCost, progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws {
        let hash = try Password.hash(Self.password, cost: cost)
        let shelf = files.map { Shelf(files: $0, ring: ring) }
        let papers = try shelf.map { try DemoPapers(plan, on: $0) }
        try await store.alone { tx in
            let tree = try DemoTree(plan, in: tx)
            try load(tree, progress, in: tx)
            var cast: [String: ID<Person>] = [:]
            for part in Part.all { cast[part.signInName] = try enter(part, tree, hash: hash, in: tx) }
            try DemoLives(plan: plan, tree: tree, ring: ring, shelf: shelf, tx: tx).enter(cast)
            try DemoCoverage(tree: tree, today: tx.today).build(in: tx)
            try DemoHistory(tree, papers).tell(in: tx)
            try DemoSets(plan, tree).build(in: tx)
            try DemoRules(tree: tree, cast: cast, today: tx.today).build(in: tx)
            if plan.isStaffed {
                var posts = DemoPosts(plan)
                try posts.fill(tree, in: tx)
            }
            try DemoNotices(tree: tree, plan: plan, ring: ring, cast: cast, tx: tx).build()
            let act = Act("demo.build", on: "unit", tree.root.id, "建立演示联合会，\(plan.members) 名会员")
            try AuditEntry.write(act, by: nil, in: tree.root.id, ring: ring, tx)
        }
    }

    private func load(_ tree: DemoTree, _ progress: (Int) -> Void, in tx: Transaction) throws {
        var people = DemoPeople(plan, tree, today: tx.today)
        var load = RegisterLoad(ring: ring)
        var batch: [NewMember] = [], done = 0
        for (base, share) in zip(tree.bases, people.shares()) {
            for number in 0..<share {
                batch.append(people.draw(in: base, number: number + 101))
                guard batch.count == 5_000 else { continue }
                _ = try load.load(batch, in: tx)
                done += batch.count
                batch = []
                progress(done)
            }
        }
        _ = try load.load(batch, in: tx)
        try load.finish(in: tx)
    }

    private func enter(_ part: Part, _ tree: DemoTree, hash: String, in tx: Transaction) throws -> ID<Person>? {
        guard let base = part.seat(tree), let seat = base.seats.first, let born = Day(part.born.description) else {
            return nil
        }
        let number = Part.all.firstIndex { $0.signInName == part.signInName } ?? 0
        let draft = PersonDraft(
            name: part.name, sex: part.sex, bornOn: born,
            identity: DemoPeople.identity(
                region: plan.region, born: born, serial: DemoPeople.castOrder + number, isFemale: part.sex == .female),
            phone: try? Phone("1980000000\(number)"))
        let person = try PersonEntry.insert(draft, ring: ring, in: tx)
        let joined = born.adding(years: 24)
        let membership = MembershipDraft(
            unit: seat.id, number: "\(base.unit.code ?? "X")0000\(number + 1)", employment: .established,
            state: .active,
            joinedOn: joined, from: joined)
        _ = try Membership.begin(membership, of: person, draft, in: seat, tx)
        if let kind = part.post, let desk = part.desk(tree) {
            let post = PostDraft(person: person, kind: kind, from: tx.today.adding(years: -1), paper: "京教工发〔2024〕12 号")
            _ = try Post.insert(post, in: desk, tx)
        }
        let account = try Account.insert(for: person, signInName: part.signInName, name: part.name, in: tx)
        try tx.run("UPDATE account SET password_hash = \(hash) WHERE id = \(account)")
        return person
    }
}
