import Vault
import Web

/// One of two entries that are laid side by side.
struct MergeSide: Sendable {
    let entry: PersonEntry
    let spells: [MergeSpell]
    let account: Account?
    let photograph: Photograph?
    let posts: Int

    /// An entry that the officer may see.
    init(_ person: ID<Person>, as officer: Officer, in tx: Transaction) throws {
        entry = try PersonEntry.find(person, as: officer, in: tx)
        spells = try MergeSpell.all(of: person, in: tx)
        account = try Account.first(of: person, in: tx)
        photograph = try Photograph.first(of: person, in: tx)
        posts = try tx.value("SELECT count(*) FROM post WHERE person_id = \(person)") ?? 0
    }

    var current: MergeSpell? { spells.first { $0.until == nil } }

    /// Where the entry stands, so that the two can be told apart: `数学学院分会，工号 M1`.
    var place: String {
        guard let current else { return "没有会籍" }
        return current.unitName + (current.number.map { "，工号 \($0)" } ?? "，没有工号")
    }
}

/// What two entries come to when they are merged: which field is taken from which, and the spells joined.
struct MergePlan: Sendable {
    let kept: MergeSide
    let gone: MergeSide
    /// The fields that are taken from the entry that goes.
    let fromGone: Set<String>

    /// The fields to choose, and how they are called.
    static let fields: [(name: String, label: String)] = [
        ("name", "姓名"), ("sex", "性别"), ("born_on", "出生日期"), ("identity", "身份证号"), ("phone", "手机号"),
        ("note", "备注"), ("membership", "现在的会籍"), ("joined_on", "入会日期"), ("photograph", "照片"),
    ]

    /// `chosen` is a form's or an address's word for a field: what is not chosen is what a page would have chosen first.
    init(_ kept: MergeSide, _ gone: MergeSide, _ ring: KeyRing, chosen: (String) -> String) throws {
        (self.kept, self.gone) = (kept, gone)
        var fromGone: Set<String> = []
        for version in try Self.versions(kept, gone, ring) {
            let choice = VersionChoice(rawValue: chosen(Overtaken.choice(of: version.name))) ?? version.usual
            if choice == .mine { fromGone.insert(version.name) }
        }
        self.fromGone = fromGone
    }

    /// Every field in both versions: of the entry that is kept as `onFile`, of the one that goes as `mine`. Where one is empty
    /// the other is chosen at first.
    static func versions(_ kept: MergeSide, _ gone: MergeSide, _ ring: KeyRing) throws -> [Version] {
        let isAsked = kept.photograph != nil && gone.photograph != nil
        let one = try values(kept, ring, isAsked: isAsked), other = try values(gone, ring, isAsked: isAsked)
        return fields.map { name, label in
            let (left, right) = (one[name] ?? "", other[name] ?? "")
            // Two photographs are never the same choice; the page shows them.
            if name == "photograph", !left.isEmpty {
                return Version(
                    name, label, onFile: "kept", mine: "gone", began: "gone", onFileWords: left, mineWords: right)
            }
            return Version(name, label, onFile: left, mine: right, began: left.isEmpty ? nil : right)
        }
    }

    /// What a page shows of an entry, field by field; sealed ones masked.
    private static func values(_ side: MergeSide, _ ring: KeyRing, isAsked: Bool) throws -> [String: String] {
        let entry = side.entry
        return [
            "name": entry.name, "sex": entry.sex == .unknown ? "" : entry.sex.words,
            "born_on": entry.bornOn?.description ?? "", "identity": try entry.maskedIdentity(ring) ?? "",
            "phone": try entry.maskedPhone(ring) ?? "", "note": entry.note ?? "",
            "membership": side.current?.words ?? "", "joined_on": side.current?.joinedOn?.description ?? "",
            "photograph": isAsked ? "这一份的照片" : "",
        ]
    }

    /// Whether both have a photograph, and which of them the one person will show. The other lies with the entry that goes, unseen
    /// by anybody, until the merge is taken back or the person withdraws consent.
    var choosesPhotograph: Bool { kept.photograph != nil && gone.photograph != nil }
    var swapsPhotographs: Bool { choosesPhotograph && fromGone.contains("photograph") }

    /// The entry that a field is taken from.
    private func side(_ field: String) -> MergeSide { fromGone.contains(field) ? gone : kept }

    var name: String { side("name").entry.name }
    var sex: PersonEntry.Sex { side("sex").entry.sex }
    var bornOn: Day? { side("born_on").entry.bornOn }
    var note: String? { side("note").entry.note }
    var joinedOn: Day? { side("joined_on").current?.joinedOn }
    func identity(_ ring: KeyRing) throws -> String? { try side("identity").entry.fullIdentity(ring) }
    func phone(_ ring: KeyRing) throws -> String? { try side("phone").entry.fullPhone(ring) }
    func maskedIdentity(_ ring: KeyRing) throws -> String? { try side("identity").entry.maskedIdentity(ring) }
    func maskedPhone(_ ring: KeyRing) throws -> String? { try side("phone").entry.maskedPhone(ring) }

    /// The spells of the one person, the earliest first: those of the entry whose membership was chosen as they are, and of the
    /// other what lies outside them. A second piece of one spell has no number of its own yet.
    var spells: [(spell: MergeSpell, isNew: Bool)] {
        let (main, other) = fromGone.contains("membership") ? (gone, kept) : (kept, gone)
        var seen: Set<Int> = []
        let rest = SpellJoining.rest(of: other.spells.map(\.span), outside: main.spells.map(\.span)).map { piece in
            var spell = other.spells[piece.source]
            (spell.from, spell.until) = (piece.span.from, piece.span.until)
            return (spell: spell, isNew: !seen.insert(piece.source).inserted)
        }
        let mine = main.spells.map { spell in
            var spell = spell
            if spell.until == nil { spell.joinedOn = joinedOn }
            return (spell: spell, isNew: false)
        }
        return (mine + rest).sorted { ($0.spell.from, $0.spell.id) < ($1.spell.from, $1.spell.id) }
    }

    /// What the chosen fields say against each other, field by field.
    func flaws(_ ring: KeyRing) throws -> Flaws {
        var flaws = Flaws()
        if let digits = try identity(ring), let number = try? IdentityNumber(digits) {
            let written: PersonEntry.Sex = number.sex == .female ? .female : .male
            if sex != written { flaws.add("", "选用的性别和身份证号对不上，身份证号上是“\(written.words)”。") }
            if bornOn != number.birth { flaws.add("", "选用的出生日期和身份证号对不上，身份证号上是 \(number.birth)。") }
        }
        return flaws
    }
}
