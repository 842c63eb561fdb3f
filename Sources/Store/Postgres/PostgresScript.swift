/// A visit that was logged, as a script for `pgbench`: every statement of it, with numbers of its own in each run.
///
/// The unit is drawn in each transaction, new ids count up, the number in the audit chain comes from the chain's head
/// as in the visit itself, and every other value is the one that was logged.
public struct PostgresScript: Sendable {
    public let text: String
    /// What `pgbench` is told with `-D`.
    public let variables: [(name: String, value: String)]

    /// From two visits to the same unit, one right after the other: what differs between them is new in each visit.
    /// The units are the numbers of `units`, to which that unit belongs. `run` keeps the ids of several runs apart.
    public init(
        _ first: [StatementLog.Statement], _ second: [StatementLog.Statement], units: ClosedRange<Int64>, run: Int
    ) {
        var made = Maker(units: units)
        let lines = zip(first, second).map { made.line($0, $1) }
        text = """
            \\set unit random(\(units.lowerBound), \(units.upperBound))
            \\set count :count + 1
            \\set id :run * 1000000000000000 + :client_id * 1000000000000 + :count * 10
            BEGIN;
            \(lines.joined(separator: "\n"))
            COMMIT;

            """
        variables = made.variables + [("run", String(run)), ("count", "0"), ("next", "1")]
    }
}

/// Makes the lines and collects the values that stay.
private struct Maker {
    let units: ClosedRange<Int64>
    var variables: [(name: String, value: String)] = []

    /// Points in time of our days; they need not differ from visit to visit.
    private static let times: ClosedRange<Int64> = 1_000_000_000_000_000...3_000_000_000_000_000

    mutating func line(_ a: StatementLog.Statement, _ b: StatementLog.Statement) -> String {
        var text = a.text.split(separator: "\n").joined(separator: " ")
        for index in a.values.indices.reversed() {
            let word = word(a.values[index], b.values[index])
            text = text.replacing("$\(index + 1)", with: word)
        }
        guard a.text.contains("FROM audit_head") else { return text + ";" }
        return text + " \\gset\n\\set next :number + 1"
    }

    private mutating func word(_ a: Value, _ b: Value) -> String {
        switch (a, b) {
        case (.null, _): return "NULL"
        case (.bool(let truth), _): return truth ? "TRUE" : "FALSE"
        case (.integer(let one), _) where units.contains(one): return ":unit"
        case (.integer(let one), .integer(let two)):
            guard one != two, !Self.times.contains(one) else { return keep(String(one)) }
            return two == one + 1 ? ":next" : ":id"
        case (.text(let one), .text(let two)):
            guard one == two else { return ":id" }
            // pgbench takes no empty variable.
            return one.isEmpty ? "''" : keep(one)
        case (.bytes(let bytes), _):
            let digits = Array("0123456789abcdef")
            return keep("\\x" + String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }))
        case (.real(let number), _): return keep(String(number))
        default: return "NULL"
        }
    }

    private mutating func keep(_ value: String) -> String {
        if let known = variables.first(where: { $0.value == value }) { return ":\(known.name)" }
        variables.append(("kept\(variables.count)", value))
        return ":\(variables[variables.count - 1].name)"
    }
}
