public import Web

/// What a rule says of a case: the outcome, the arithmetic in one sentence, where it is written, and what would change it.
///
/// A value: pages print it, minutes keep its JSON, tests read it. It quotes its sources as they were, so that it can be read years
/// later, when the parameters have changed.
public struct Verdict: Equatable, Sendable {
    public enum Outcome: String, Sendable {
        case yes, no
        /// The rule does not decide it: somebody must.
        case person
    }

    /// A parameter as it was when the verdict was given.
    public struct Source: Equatable, Sendable {
        public let key: String
        public let name: String
        /// `2/3`
        public let words: String
        /// Where it holds: `全国`, `北京市`, a union's name.
        public let place: String
        public let citation: String
        public let from: Day
        public let until: Day?
        public let confidence: RuleConfidence
        /// `2026.1 版`
        public let origin: String
        public let remark: String?
    }

    public let outcome: Outcome
    /// What was asked: `到会人数`.
    public let question: String
    /// `应到 120 人，到会 81 人，法定人数 80 人，够。`
    public let words: String
    /// What would turn it: `再有 1 人赞成即通过。`; nil when nothing would.
    public let change: String?
    /// The day by whose rules it was judged.
    public let on: Day
    public let sources: [Source]

    public init(
        _ outcome: Outcome, _ question: String, _ words: String, change: String? = nil, on: Day, sources: [Source] = []
    ) {
        self.outcome = outcome
        self.question = question
        self.words = words
        self.change = change
        self.on = on
        self.sources = sources
    }

    /// Judged on a parameter that nobody entered for this place.
    static func missing<Value>(_ parameter: Parameter<Value>, _ question: String, on day: Day, _ rules: Rules)
        -> Verdict
    {
        Verdict(
            .person, question, "\(rules.locus.place.words)没有录入“\(parameter.name)”，不能判断。",
            change: "在“规则参数”里录入并注明依据后可以判断。", on: day)
    }

    public var isYes: Bool { outcome == .yes }
}

extension Rules {
    /// A source as a verdict quotes it.
    public func quote(_ value: RuleValue) -> Verdict.Source {
        Verdict.Source(
            key: value.key, name: value.name, words: value.words, place: scopeWords(value), citation: value.citation,
            from: value.from, until: value.until, confidence: value.confidence, origin: value.origin,
            remark: value.remark)
    }
}

extension Verdict {
    /// For programs, and for keeping: `init(json:)` reads exactly this.
    public var json: JSON {
        [
            "outcome": JSON(outcome.rawValue), "question": JSON(question), "words": JSON(words), "change": JSON(change),
            "on": JSON(on), "sources": .array(sources.map(\.json)),
        ]
    }

    /// What was kept; nil for anything else.
    public init?(json: JSON) {
        guard let outcome = json["outcome"]?.string.flatMap(Outcome.init(rawValue:)),
            let question = json["question"]?.string, let words = json["words"]?.string,
            let on = json["on"]?.string.flatMap({ Day($0) }), let sources = json["sources"]?.array
        else { return nil }
        let read = sources.compactMap(Source.init(json:))
        guard read.count == sources.count else { return nil }
        self.init(outcome, question, words, change: json["change"]?.string, on: on, sources: read)
    }
}

extension Verdict.Source {
    var json: JSON {
        [
            "key": JSON(key), "name": JSON(name), "value": JSON(words), "place": JSON(place),
            "citation": JSON(citation), "from": JSON(from), "until": JSON(until),
            "confidence": JSON(confidence.rawValue), "origin": JSON(origin), "remark": JSON(remark),
        ]
    }

    init?(json: JSON) {
        guard let key = json["key"]?.string, let name = json["name"]?.string, let words = json["value"]?.string,
            let place = json["place"]?.string, let citation = json["citation"]?.string,
            let from = json["from"]?.string.flatMap({ Day($0) }), let origin = json["origin"]?.string,
            let confidence = json["confidence"]?.string.flatMap(RuleConfidence.init(rawValue:))
        else { return nil }
        self.init(
            key: key, name: name, words: words, place: place, citation: citation, from: from,
            until: json["until"]?.string.flatMap { Day($0) }, confidence: confidence, origin: origin,
            remark: json["remark"]?.string)
    }
}
