public import Web

/// What posts let their holders do with rules. Federation gives them to its posts.
extension Permission {
    /// Looking at the parameters that hold for a unit, and at the calendar.
    public static let ruleSee = Permission("rule.see", "查看规则参数和工作日历")
    /// Proposing a change of them and confirming another's: two persons, never one.
    public static let ruleKeep = Permission("rule.keep", "提出、确认规则参数的变更（须两人）")
}
