import Web

/// The parameters a judgement needs, gathered one by one; the first that is wanting ends it with a question to a person.
struct Judging {
    let rules: Rules
    let on: Day
    let question: String
    private(set) var sources: [Verdict.Source] = []

    /// What a rule needs and nobody entered.
    struct Missing: Error {
        let verdict: Verdict
    }

    /// Runs a judgement; a missing parameter becomes a verdict for a person.
    static func run(
        _ question: String, _ rules: Rules, on day: Day, _ body: (inout Judging) throws(Missing) -> Verdict
    ) -> Verdict {
        var judging = Judging(rules: rules, on: day, question: question)
        do throws(Missing) { return try body(&judging) } catch { return error.verdict }
    }

    private init(rules: Rules, on: Day, question: String) {
        self.rules = rules
        self.on = on
        self.question = question
    }

    /// The value that holds, quoted in the verdict.
    mutating func take<Value>(_ parameter: Parameter<Value>) throws(Missing) -> Value {
        guard let found = rules.find(parameter, on: on) else {
            throw Missing(verdict: .missing(parameter, question, on: on, rules))
        }
        sources.append(rules.quote(found.source))
        return found.value
    }

    /// The same where the rule can do without.
    mutating func takeIfAny<Value>(_ parameter: Parameter<Value>) -> Value? {
        guard let found = rules.find(parameter, on: on) else { return nil }
        sources.append(rules.quote(found.source))
        return found.value
    }

    func verdict(_ outcome: Verdict.Outcome, _ words: String, change: String? = nil) -> Verdict {
        Verdict(outcome, question, words, change: change, on: on, sources: sources)
    }
}
