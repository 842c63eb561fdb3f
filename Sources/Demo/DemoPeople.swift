import Federation
import Web

/// Draws the members of a demo, one after the other and always the same.
struct DemoPeople {
    private let plan: DemoPlan
    private let tree: DemoTree
    private var dice: Dice
    private let today: Day
    private var serial = 0
    /// How many were born on a day, so that no two share an identity number.
    private var born: [Day: Int] = [:]

    init(_ plan: DemoPlan, _ tree: DemoTree, today: Day) {
        self.plan = plan
        self.tree = tree
        self.today = today
        dice = Dice(seed: plan.seed &+ 1)
    }

    /// How many each base union gets, by weight, the rest to the first.
    func shares() -> [Int] {
        let sum = tree.bases.reduce(0) { $0 + $1.weight }
        var shares = tree.bases.map { plan.members * $0.weight / sum }
        if !shares.isEmpty { shares[0] += plan.members - shares.reduce(0, +) }
        return shares
    }

    mutating func draw(in base: DemoTree.Base, number: Int) -> NewMember {
        serial += 1
        let sex = Int.random(in: 0..<100, using: &dice) < 57 ? "female" : "male"
        let age = Int.random(in: 24...66, using: &dice)
        let born = today.adding(days: -(age * 365 + Int.random(in: 0...364, using: &dice)))
        // The first of each day are the cast's.
        let order = self.born[born, default: Part.all.count]
        self.born[born] = order + 1
        let draft = PersonDraft(
            name: Names.draw(sex, &dice), sex: sex == "female" ? .female : .male, bornOn: born,
            identity: DemoPeople.identity(region: plan.region, born: born, serial: order, isFemale: sex == "female"),
            phone: try? Phone("1990\(padded(serial % 10_000_000, 7))"))
        let joined = min(born.adding(days: 24 * 365 + Int.random(in: 0...2000, using: &dice)), today)
        let seat = base.seats[Int.random(in: 0..<base.seats.count, using: &dice)]
        let (type, (state, reason)) = (employment(), state(age: age))
        let membership = MembershipDraft(
            unit: seat.id, number: "\(base.unit.code ?? "X")\(padded(number, 5))", employment: type,
            state: state, retention: reason, joinedOn: joined, from: joined)
        return NewMember(person: draft, unit: seat, base: base.unit.id, membership: membership)
    }

    private mutating func employment() -> Employment {
        switch Int.random(in: 0..<100, using: &dice) {
        case ..<62: .established
        case ..<80: .contract
        case ..<92: .unestablished
        case ..<98: .dispatched
        default: .other
        }
    }

    /// Those of 60 and more are retired and keep their membership; now and then somebody is out of work, on leave or gone.
    private mutating func state(age: Int) -> (MembershipState, Retention?) {
        if age >= 60 { return (.retained, .retired) }
        switch Int.random(in: 0..<200, using: &dice) {
        case 0, 1: return (.transferred, nil)
        case 2, 3: return (.withdrawn, nil)
        case 4: return (.retained, .unemployed)
        case 5: return (.retained, .onLeave)
        default: return (.active, nil)
        }
    }

    /// Orders of a day that the draw leaves to the cast.
    static let castOrder = 480

    /// A number that is right in form and nobody's: its region code is no county's.
    static func identity(region: String, born: Day, serial: Int, isFemale: Bool) -> IdentityNumber? {
        let order = serial % 500 * 2 + (isFemale ? 0 : 1)
        let body = "\(region)\(padded(born.year, 4))\(padded(born.month, 2))\(padded(born.day, 2))\(padded(order, 3))"
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        return try? IdentityNumber(body + ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11])
    }
}
