import Base
import Store
import Testing

@testable import Rulebook

/// The values of the data file at places, without a database.
enum Rulings {
    static let today = Day("2026-11-20")!
    static let file = ParameterFile.all.flatMap(\.values)

    static func at(_ code: String, _ steps: [Locus.Step] = [], adding own: [RuleValue] = []) -> Rules {
        Rules(file + own, at: Locus(Jurisdiction(code)!, steps: steps))
    }

    static let beijing = at("110108")
    static let anhui = at("340100")

    /// A unit's own decision.
    static func own(
        _ key: String, _ text: String, of unit: Int64, from: String, until: String? = nil, id: Int64 = 900_000
    ) -> RuleValue {
        RuleValue(
            id: ID(id), key: key, text: text, scope: .unit(ID(unit)), level: nil, school: nil, from: Day(from)!,
            until: until.flatMap { Day($0) }, citation: "本会决定", owner: "本会", checkedOn: today, confidence: .high,
            remark: nil,
            edition: nil)
    }
}

extension Money {
    /// Whole yuan.
    static func yuan(_ yuan: Int64) -> Money { Money(fen: yuan * 100) }
}
