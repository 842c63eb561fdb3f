import Web

/// One edition of the reviewed data: landed with a migration of its own, so that each federation takes it over once, at its
/// founding or at an upgrade, and its own additions stay as they are.
struct ParameterFile: Sendable {
    var edition = ""
    var values: [RuleValue] = []
    /// What could not be read, with the line; a test holds that there is nothing.
    var flaws: [String] = []
    private var block: [String: String] = [:]
    private var began = 0
    private let order: Int

    /// All editions, the first first. A landed one is never edited: what changes comes with the next.
    static let all: [ParameterFile] = [ParameterFile(PackageResources.parameters_2026_1_txt, order: 1)]

    /// `order` is the edition's own number, by which its values get theirs, the same in every federation.
    init(_ bytes: [UInt8], order: Int) {
        self.order = order
        for line in DataLine.all(bytes) {
            if line.word == "edition" {
                edition = line.rest
                continue
            }
            if line.word == "key" { close(before: line.number) }
            if block.updateValue(line.rest, forKey: line.word) != nil {
                flaws.append("\(line.number): \(line.word) 重复")
            }
        }
        close(before: 0)
    }

    private mutating func close(before line: Int) {
        defer {
            block = [:]
            began = line
        }
        guard !block.isEmpty else { return }
        let known: Set<String> = [
            "key", "value", "place", "level", "school", "from", "until", "citation", "owner", "checked", "confidence",
            "remark",
        ]
        guard Set(block.keys).isSubset(of: known), let value = read() else {
            flaws.append("\(began): \(block["key"] ?? "")")
            return
        }
        values.append(value)
    }

    /// The block as a value; nil when a part of it is wanting or cannot be read.
    private func read() -> RuleValue? {
        guard let key = block["key"], let text = block["value"].flatMap({ AnyParameter.find(key)?.settled($0) }),
            let place = block["place"].flatMap({ Jurisdiction($0) }), let from = block["from"].flatMap({ Day($0) }),
            let citation = block["citation"], let owner = block["owner"],
            let checked = block["checked"].flatMap({ Day($0) }),
            let confidence = block["confidence"].flatMap({ RuleConfidence(rawValue: $0) })
        else { return nil }
        let level = block["level"].map { UnionLevel(rawValue: $0) },
            school = block["school"].map { SchoolLevel(rawValue: $0) }
        let until = block["until"].map { Day($0) }
        // A word that is there and cannot be read is a flaw, not a nothing.
        guard level != .some(nil), school != .some(nil), until != .some(nil) else { return nil }
        return RuleValue(
            id: ID(Int64(order * 10_000 + values.count + 1)), key: key, text: text, scope: .place(place),
            level: level ?? nil, school: school ?? nil, from: from, until: until ?? nil, citation: citation,
            owner: owner, checkedOn: checked, confidence: confidence, remark: block["remark"], edition: edition)
    }

    /// The rows as a migration, told apart by the edition.
    var migration: Migration {
        let lines = values.map { value in
            let texts: [String?] = [
                value.key, value.text, value.placeCode, value.level?.rawValue, value.school?.rawValue,
                value.from.description, value.until?.description, value.citation, value.owner,
                value.checkedOn.description, value.confidence.rawValue, value.remark, edition,
            ]
            let written = texts.map { $0.map { "'\($0.replacing("'", with: "''"))'" } ?? "NULL" }
            return "(\(value.id), \(written.joined(separator: ", ")), 'confirmed', 0)"
        }
        return Migration(
            "rulebook edition \(edition)",
            """
            INSERT INTO rule_value (id, rule_key, value, place, level, school, from_day, until_day, citation, owner,
                checked_on, confidence, remark, edition, state, version)
            VALUES
            \(lines.joined(separator: ",\n"));
            """)
    }
}

extension RuleValue {
    /// The six digits of its place; nil for a unit's own.
    var placeCode: String? { if case .place(let place) = scope { place.code } else { nil } }
}
