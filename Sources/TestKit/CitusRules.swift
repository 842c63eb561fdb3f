/// One breach of a rule that SQL must keep so that a federation may be moved onto Citus. The rules and what was tried
/// are told in `docs/citus.md`.
public struct Finding: Equatable, Sendable, CustomStringConvertible {
    /// `C01` to `C18`.
    public let rule: String
    /// What broke it.
    public let what: String

    public var description: String { "\(rule) \(what)" }
}

/// What a federation's migrations for PostgreSQL, in their order, do that Citus would refuse.
public func citusFindings(schema: [String]) -> [Finding] {
    var reading = CitusReading()
    for text in schema {
        for tokens in sqlStatements(text) { reading.read(SQLStatement(tokens)) }
    }
    return reading.findings
}

/// What a statement, run by the program, does that Citus would refuse or answer differently.
///
/// Its tables are not known here, so C02 and C12 are silent.
public func citusFindings(statement text: String) -> [Finding] {
    var reading = CitusReading()
    reading.knowsTables = false
    for tokens in sqlStatements(text) { reading.read(SQLStatement(tokens)) }
    return reading.findings
}

/// The rules, applied to one statement after the other, remembering which tables and views there are.
struct CitusReading {
    private(set) var findings: [Finding] = []
    /// Whether every table was seen being made.
    var knowsTables = true
    private var relations: Set<String> = []

    /// Names get `_` and up to eight digits of a shard's number, and PostgreSQL cuts at 63.
    static let longestName = 54

    mutating func read(_ statement: SQLStatement) {
        readAny(statement)
        let table = "create [global|local] [temp|temporary|unlogged] table [if] [not] [exists]"
        if let place = statement.afterBeginning(table) {
            readTable(statement, place)
        } else if let place = statement.afterBeginning("create [unique] index [concurrently] [if] [not] [exists]") {
            readIndex(statement, place)
        } else if let place = statement.afterBeginning("create [or] [replace] [recursive] view [if] [not] [exists]") {
            readView(statement, place)
        } else if let place = statement.afterBeginning("alter table [if] [exists] [only]") {
            readAlter(statement, place)
        }
    }

    private mutating func say(_ rule: String, _ what: String) {
        let finding = Finding(rule: rule, what: what)
        if !findings.contains(finding) { findings.append(finding) }
    }

    /// Rules that need no more than the statement's words.
    private mutating func readAny(_ statement: SQLStatement) {
        for (rule, beginning) in Self.forbiddenBeginnings where statement.begins(beginning) {
            say(rule, String(beginning.filter { $0 != "[" && $0 != "]" }))
        }
        for (rule, words) in Self.forbiddenWords where statement.has(words) { say(rule, words) }
        for (name, rule) in Self.forbiddenCalls where statement.calls(name) { say(rule, name) }
        for name in Self.locks where statement.calls(name) && !statement.has("from") { say("C15", name) }
        if statement.calls("set_config") {
            let names = statement.tokens.filter { $0.kind == .text }.map(\.text)
            if names.contains("search_path") { say("C01", "set_config('search_path')") }
            if names.contains(where: { $0.contains(".") }) { say("C17", "set_config of a variable of ours") }
        }
        if let place = statement.afterBeginning("set [local|session]"), statement.name(at: place)?.schema != nil {
            say("C17", "SET of a variable of ours")
        }
        for place in statement.tokens.indices where Self.beforeTables.contains(statement.tokens[place].text) {
            guard statement.tokens[place].kind == .word, !isInsideCall(statement, place) else { continue }
            readNames(statement, after: place)
        }
    }

    /// Tables named after FROM, JOIN and their like, also those behind a comma: none has a schema.
    private mutating func readNames(_ statement: SQLStatement, after word: Int) {
        var place = word + 1
        while let found = statement.name(at: place) {
            if Self.fillers.contains(found.name) && found.schema == nil {
                place = found.end
                continue
            }
            if let schema = found.schema, !Self.catalogues.contains(schema) { say("C01", "\(schema).\(found.name)") }
            // An alias may stand before the comma.
            var end = found.end
            while end < statement.tokens.count, statement.tokens[end].isName,
                !Self.clauses.contains(statement.tokens[end].text)
            {
                end += 1
            }
            let isList = statement.tokens[word].text == "from"
            guard isList, end < statement.tokens.count, statement.tokens[end].text == "," else { return }
            place = end + 1
        }
    }

    private mutating func note(_ kind: String, _ found: (schema: String?, name: String, end: Int)) {
        if let schema = found.schema { say("C01", "\(schema).\(found.name)") }
        if found.name.utf8.count > Self.longestName { say("C11", "\(kind) \(found.name)") }
    }

    private mutating func readTable(_ statement: SQLStatement, _ place: Int) {
        guard let table = statement.name(at: place) else { return }
        note("table", table)
        relations.insert(table.name)
        if statement.has("inherits (") { say("C06", table.name) }
        if !statement.has("primary key") && !statement.has("partition of") { say("C03", table.name) }
        readConstraints(statement)
    }

    private mutating func readIndex(_ statement: SQLStatement, _ place: Int) {
        guard let index = statement.name(at: place) else { return }
        note("index", index)
        if let on = statement.places("on").first, let table = statement.name(at: on + 1) { note("table", table) }
    }

    /// Names of constraints, and where foreign keys point.
    private mutating func readConstraints(_ statement: SQLStatement) {
        for place in statement.places("constraint") {
            if let name = statement.name(at: place + 1) { note("constraint", name) }
        }
        for place in statement.places("references") {
            guard let target = statement.name(at: place + 1) else { continue }
            if target.schema != nil || knowsTables && !relations.contains(target.name) {
                say("C02", [target.schema, target.name].compactMap { $0 }.joined(separator: "."))
            }
        }
    }

    private mutating func readView(_ statement: SQLStatement, _ place: Int) {
        guard let view = statement.name(at: place) else { return }
        note("view", view)
        relations.insert(view.name)
        guard knowsTables else { return }
        let own = statement.namesOfQueries
        for word in ["from", "join"] {
            for place in statement.places(word) where !isInsideCall(statement, place) {
                var target = statement.name(at: place + 1)
                while let filler = target, Self.fillers.contains(filler.name) {
                    target = statement.name(at: filler.end)
                }
                guard let target, !Self.isCall(statement, target.end), !own.contains(target.name) else { continue }
                if !relations.contains(target.name) { say("C12", "\(view.name) reads \(target.name)") }
            }
        }
    }

    private mutating func readAlter(_ statement: SQLStatement, _ place: Int) {
        guard let table = statement.name(at: place) else { return }
        note("table", table)
        let actions = statement.list(from: table.end).map(SQLStatement.init)
        let first = actions[0]
        if first.begins("set schema") { say("C01", "set schema of \(table.name)") }
        if first.begins("[no] inherit") { say("C06", table.name) }
        if first.begins("rename to"), let new = first.name(at: 2) {
            note("table", new)
            relations.remove(table.name)
            relations.insert(new.name)
        }
        let rules = ["constraint", "check", "unique", "references", "primary key", "foreign key"]
        if actions.count > 1, rules.contains(where: statement.has) { say("C08", table.name) }
        for action in actions where action.begins("add") && action.has("check") {
            if !action.begins("add constraint|check") { say("C09", table.name) }
        }
        readConstraints(statement)
    }
}
