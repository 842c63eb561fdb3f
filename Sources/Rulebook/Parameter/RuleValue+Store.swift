public import Web

extension RuleValue: Record {
    public static let columns: SQL = """
        id, rule_key, value, place, unit, level, school, from_day, until_day, citation, owner, checked_on, confidence,
        remark, edition
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        key = try row.read("rule_key")
        text = try row.read("value")
        let place: Jurisdiction? = try row.read("place")
        scope = if let place { .place(place) } else { .unit(try row.read("unit")) }
        level = try row.read("level")
        school = try row.read("school")
        from = try row.read("from_day")
        until = try row.read("until_day")
        citation = try row.read("citation")
        owner = try row.read("owner")
        checkedOn = try row.read("checked_on")
        confidence = try row.read("confidence")
        remark = try row.read("remark")
        edition = try row.read("edition")
    }
}

extension Rules {
    /// What holds at a locus: the values of its places and those that its unions set themselves and two persons signed.
    public init(at locus: Locus, in tx: Transaction) throws {
        self.init(
            try tx.all(
                """
                SELECT \(RuleValue.columns) FROM rule_value
                 WHERE (place \(anyOf: locus.place.chain) OR unit \(anyOf: locus.steps.map(\.unit)))
                   AND state = 'confirmed'
                """), at: locus)
    }
}
