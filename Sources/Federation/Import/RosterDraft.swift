import Web

/// What one row of a roster says of a person, read and sound. What a row leaves empty is nil and changes nothing on file.
struct RosterDraft: Equatable, Sendable {
    var line = 0
    var number: String?
    var name = ""
    var sex: PersonEntry.Sex?
    var born: Day?
    var identity: IdentityNumber?
    var phone: Phone?
    /// The unit the row names; nil for the unit imported into.
    var unit: ID<Unit>?
    var employment: Employment?
    var state: MembershipState?
    var joined: Day?
    var note: String?

    /// As it waits, sealed, for its turn.
    var json: JSON {
        var pairs: [(key: String, value: JSON)] = [("line", JSON(line)), ("name", JSON(name))]
        func add(_ key: String, _ text: String?) {
            if let text { pairs.append((key, JSON(text))) }
        }
        add("number", number)
        add("sex", sex?.rawValue)
        add("born", born?.description)
        add("identity", identity?.digits)
        add("phone", phone?.digits)
        add("unit", unit?.description)
        add("employment", employment?.rawValue)
        add("state", state?.rawValue)
        add("joined", joined?.description)
        add("note", note)
        return .object(pairs)
    }

    /// A field as a sheet shows it. A unit is known by its number alone here and is left out.
    func written(_ column: RosterColumn) -> String {
        switch column {
        case .number: number ?? ""
        case .name: name
        case .sex: sex?.words ?? ""
        case .identity: identity?.digits ?? ""
        case .birth: born?.description ?? ""
        case .phone: phone?.digits ?? ""
        case .unit: ""
        case .employment: employment?.words ?? ""
        case .state: state?.words ?? ""
        case .joined: joined?.description ?? ""
        case .note: note ?? ""
        }
    }

    init() {}

    init(_ json: JSON) {
        line = json["line"]?.integer ?? 0
        name = json["name"]?.string ?? ""
        number = json["number"]?.string
        sex = json["sex"]?.string.flatMap { PersonEntry.Sex(rawValue: $0) }
        born = json["born"]?.string.flatMap { Day($0) }
        identity = json["identity"]?.string.flatMap { try? IdentityNumber($0) }
        phone = json["phone"]?.string.flatMap { try? Phone($0) }
        unit = json["unit"]?.string.flatMap { ID($0) }
        employment = json["employment"]?.string.flatMap { Employment(rawValue: $0) }
        state = json["state"]?.string.flatMap { MembershipState(rawValue: $0) }
        joined = json["joined"]?.string.flatMap { Day($0) }
        note = json["note"]?.string
    }
}
