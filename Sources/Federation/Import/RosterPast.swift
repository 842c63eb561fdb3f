import Web

/// How a person stood before a row was written, so that it can be taken back. Kept sealed, but for the version and the spell that
/// the row left: a person whose version or spell is another now was changed since, and is left alone.
struct RosterPast: Sendable {
    /// The person as they were; nil when they were entered by this row.
    var person: Someone?
    /// The spell that was current; nil when there was none.
    var spell: Spell?
    /// The version and spell that the row left.
    var versionAfter = 1
    var spellAfter: ID<Membership>?

    /// A person's fields in clear; they are sealed anew when they are put back.
    struct Someone: Sendable {
        let name: String
        let sex: String
        let born: String?
        let identity: String?
        let phone: String?
        let note: String?
        let version: Int
    }

    /// A spell's fields.
    struct Spell: Sendable {
        let id: ID<Membership>
        let unit: ID<Unit>
        let base: ID<Unit>
        let number: String?
        let employment: String
        let state: String
        let joined: String?
        let from: String
    }

    var json: JSON {
        [
            "person": person.map { person in
                [
                    "name": JSON(person.name), "sex": JSON(person.sex), "born": JSON(person.born),
                    "identity": JSON(person.identity), "phone": JSON(person.phone), "note": JSON(person.note),
                    "version": JSON(person.version),
                ]
            } ?? .null,
            "spell": spell.map { spell in
                [
                    "id": JSON(spell.id), "unit": JSON(spell.unit), "base": JSON(spell.base),
                    "number": JSON(spell.number),
                    "employment": JSON(spell.employment), "state": JSON(spell.state), "joined": JSON(spell.joined),
                    "from": JSON(spell.from),
                ]
            } ?? .null,
        ]
    }

    init() {}

    init(_ json: JSON) {
        if let old = json["person"], old != .null {
            person = Someone(
                name: old["name"]?.string ?? "", sex: old["sex"]?.string ?? "unknown", born: old["born"]?.string,
                identity: old["identity"]?.string, phone: old["phone"]?.string, note: old["note"]?.string,
                version: old["version"]?.integer ?? 1)
        }
        if let old = json["spell"], let id: ID<Membership> = old["id"]?.string.flatMap({ ID($0) }),
            let unit: ID<Unit> = old["unit"]?.string.flatMap({ ID($0) }),
            let base: ID<Unit> = old["base"]?.string.flatMap({ ID($0) })
        {
            spell = Spell(
                id: id, unit: unit, base: base, number: old["number"]?.string,
                employment: old["employment"]?.string ?? "other", state: old["state"]?.string ?? "active",
                joined: old["joined"]?.string, from: old["from"]?.string ?? "")
        }
    }
}
