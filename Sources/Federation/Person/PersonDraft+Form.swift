import Web
import Words

extension PersonDraft {
    /// From a form. Sex and birth are taken from the identity number when they are not given, and must agree when they are.
    init(_ form: Form, today: Day) throws(Flaws) {
        var check = Check(form)
        name = normalizedName(check.text("name", "姓名", 1...40))
        note = check.optionalText("note", "备注", 300)
        identity = check.identity("identity")
        phone = check.phone("phone")
        let typedSex = PersonEntry.Sex(rawValue: check.typed("sex"))
        let typedBirth = check.optionalDay("born_on", "出生日期")
        sex = Self.agreed(typedSex, with: identity, &check)
        bornOn = Self.agreed(typedBirth, with: identity, &check)
        if let bornOn, bornOn > today || bornOn.age(on: today) > 120 {
            check.add("born_on", "出生日期 \(bornOn) 不像真的，请核对。")
        }
        try check.done()
    }

    private static func agreed(
        _ typed: PersonEntry.Sex?, with identity: IdentityNumber?, _ check: inout Check
    ) -> PersonEntry.Sex {
        let written: PersonEntry.Sex? = identity.map { $0.sex == .female ? .female : .male }
        if let typed, typed != .unknown, let written, typed != written {
            check.add("sex", "性别和身份证号对不上，身份证号上是“\(written.words)”。")
        }
        return written ?? typed ?? .unknown
    }

    private static func agreed(_ typed: Day?, with identity: IdentityNumber?, _ check: inout Check) -> Day? {
        if let typed, let identity, typed != identity.birth {
            check.add("born_on", "出生日期和身份证号对不上，身份证号上是 \(identity.birth)。")
        }
        return identity?.birth ?? typed
    }
}

extension Check {
    /// An identity number that may be wanting.
    mutating func identity(_ name: String) -> IdentityNumber? {
        let words = typed(name)
        guard !words.isEmpty else { return nil }
        do {
            return try IdentityNumber(words)
        } catch {
            add(name, error.words)
            return nil
        }
    }

    /// A mobile number that may be wanting.
    mutating func phone(_ name: String) -> Phone? {
        let words = typed(name)
        guard !words.isEmpty else { return nil }
        do {
            return try Phone(words)
        } catch {
            add(name, error.words)
            return nil
        }
    }
}
