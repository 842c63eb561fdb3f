import Federation
import Vault
import Web

/// People whose union lives have something to tell: moved and retired, out of work, transferred, registered twice; and the
/// photographs of two of the cast. All of them are made up.
struct DemoLives {
    let plan: DemoPlan
    let tree: DemoTree
    let ring: KeyRing
    /// Where photographs lie; nil where the demo has no files.
    let shelf: Shelf?
    let tx: Transaction

    /// A person with a first spell. `serial` keeps identity numbers apart; nil for somebody without one.
    private func enter(
        _ name: String, _ sex: PersonEntry.Sex, born: Day, serial: Int?, phone: String?, number: String,
        at seat: UnitEntry,
        from: Day
    ) throws -> ID<Person> {
        let identity = serial.flatMap {
            DemoPeople.identity(region: plan.region, born: born, serial: $0, isFemale: sex == .female)
        }
        let draft = PersonDraft(
            name: name, sex: sex, bornOn: born, identity: identity, phone: phone.flatMap { try? Phone($0) })
        let person = try PersonEntry.insert(draft, ring: ring, in: tx)
        let membership = MembershipDraft(
            unit: seat.id, number: number, employment: .established, state: .active, joinedOn: from, from: from)
        _ = try Membership.begin(membership, of: person, draft, in: seat, tx)
        return person
    }

    /// The next spell of somebody, by the product's own function.
    private func change(
        _ person: ID<Person>, on day: Day, to seat: UnitEntry? = nil, number: String? = nil,
        _ state: MembershipState = .active, _ reason: Retention? = nil
    ) throws {
        guard let spell = try Membership.current(of: person, in: tx) else { return }
        let unit = try seat ?? UnitEntry.unscoped(spell.unit, in: tx)
        let draft = MembershipDraft(
            unit: unit.id, number: number ?? spell.number, employment: spell.employment, state: state,
            retention: reason,
            joinedOn: spell.joinedOn, from: day)
        try spell.change(to: draft, of: try PersonEntry.unscoped(person, in: tx), in: unit, tx)
    }

    /// `entered` are the cast by their sign-in names.
    func enter(_ cast: [String: ID<Person>]) throws {
        let universities = tree.bases.filter { $0.unit.kind == .university }
        let schools = tree.bases.filter { $0.unit.kind == .school }
        guard universities.count > 1, let school = schools.first?.seats.first else { return }
        let base = universities[1], today = tx.today
        guard let seat = base.seats.first, let other = base.seats.last else { return }
        let code = base.unit.code ?? "X"

        let retired = try enter(
            "沈知秋", .female, born: today.adding(years: -61), serial: 470, phone: "19800000470", number: "SZ00471",
            at: school, from: today.adding(years: -33))
        try change(retired, on: today.adding(years: -12), to: other, number: "\(code)90001")
        try change(retired, on: today.adding(years: -6), to: seat)
        try change(retired, on: today.adding(days: -200), .retained, .retired)

        let unemployed = try enter(
            "陆明远", .male, born: today.adding(years: -46), serial: 471, phone: "19800000471", number: "\(code)90002",
            at: seat, from: today.adding(years: -15))
        try change(unemployed, on: today.adding(days: -120), .retained, .unemployed)
        let gone = try enter(
            "方静怡", .female, born: today.adding(years: -38), serial: 472, phone: "19800000472", number: "\(code)90003",
            at: other, from: today.adding(years: -10))
        try change(gone, on: today.adding(days: -60), .transferred)

        // The same person twice: once by the personnel list, once by a form that knew no identity number.
        let born = today.adding(years: -41)
        _ = try enter(
            "江若溪", .female, born: born, serial: 473, phone: nil, number: "\(code)90004", at: seat,
            from: today.adding(years: -9))
        _ = try enter(
            "江若溪", .female, born: born, serial: nil, phone: "19800000473", number: "\(code)90005", at: other,
            from: today.adding(years: -4))
        try hang(cast, today)
    }

    private func hang(_ cast: [String: ID<Person>], _ today: Day) throws {
        guard let shelf, let member = cast["zhouxiaolan"], let chair = cast["zhaoqian"], let officer = cast["heyutong"]
        else { return }
        try PhotographFile.put(DemoPortrait(tint: 0).png, of: member, toldBy: nil, on: today, by: member, shelf, tx)
        try PhotographFile.put(
            DemoPortrait(tint: 1).png, of: chair, toldBy: "paper", on: today.adding(days: -30), by: officer, shelf, tx)
    }
}
