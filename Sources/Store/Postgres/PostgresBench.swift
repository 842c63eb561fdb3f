import Glibc

/// One visit as the benchmarks make it, for `pgbench` and for the driver alike: five statements in one transaction, of
/// which the last two keep a chain by actor.
public enum PostgresBench {
    /// The tables, filled: 10,000 actors.
    public static let tables = """
        CREATE TABLE bench_actor (id bigint NOT NULL PRIMARY KEY, name text NOT NULL, head bigint NOT NULL);
        CREATE TABLE bench_filing (
            id bigint NOT NULL PRIMARY KEY, actor_id bigint NOT NULL REFERENCES bench_actor (id), words text NOT NULL
        );
        CREATE INDEX bench_filing_by_actor ON bench_filing (actor_id, id);
        CREATE TABLE bench_audit (
            id bigint NOT NULL PRIMARY KEY, actor_id bigint NOT NULL, sequence bigint NOT NULL, digest text NOT NULL,
            UNIQUE (actor_id, sequence)
        );
        INSERT INTO bench_actor (id, name, head) SELECT n, '王小明', 0 FROM generate_series(1, 10000) AS n;
        """

    /// The script that `pgbench` runs, one transaction at a time.
    public static let script = #"""
        \set actor random(1, 10000)
        \set id random(1, 9000000000000000000)
        BEGIN;
        SELECT name FROM bench_actor WHERE id = :actor;
        SELECT count(*) FROM bench_filing WHERE actor_id = :actor;
        INSERT INTO bench_filing (id, actor_id, words) VALUES (:id, :actor, '高温休息安排');
        UPDATE bench_actor SET head = head + 1 WHERE id = :actor RETURNING head AS sequence \gset
        INSERT INTO bench_audit (id, actor_id, sequence, digest) VALUES (:id, :actor, :sequence, 'c0ffee');
        COMMIT;
        """#

    /// The same visit through a transaction of ours.
    public static func visit(_ tx: Transaction) throws {
        let actor = Int.random(in: 1...10_000, using: &tx.dice)
        let id = Int64.random(in: 1...9_000_000_000_000_000_000, using: &tx.dice)
        let _: String? = try tx.value("SELECT name FROM bench_actor WHERE id = \(actor)")
        let _: Int? = try tx.value("SELECT count(*) FROM bench_filing WHERE actor_id = \(actor)")
        try tx.run("INSERT INTO bench_filing (id, actor_id, words) VALUES (\(id), \(actor), \("高温休息安排"))")
        let head: Int? = try tx.value("UPDATE bench_actor SET head = head + 1 WHERE id = \(actor) RETURNING head")
        try tx.run(
            """
            INSERT INTO bench_audit (id, actor_id, sequence, digest) VALUES (\(id), \(actor), \(head ?? 0), \("c0ffee"))
            """)
    }
}

extension PostgresDatabase {
    /// Runs `pgbench -M prepared` with our visit over a schema that holds `PostgresBench.tables`, and gives its
    /// transactions a second: the measure for the driver. Blocks a connection of ours meanwhile, which rests.
    public func pgbench(schema: String, connections: Int, seconds: Int) async throws -> Double {
        try await pgbench(PostgresBench.script, [], schema: schema, connections: connections, seconds: seconds)
    }

    /// The same with every statement of a visit that was logged. The schema holds what the visit needs.
    public func pgbench(
        _ script: PostgresScript, schema: String, connections: Int, seconds: Int
    ) async throws -> Double {
        let told = script.variables.flatMap { ["-D", "\($0.name)=\($0.value)"] }
        return try await pgbench(script.text, told, schema: schema, connections: connections, seconds: seconds)
    }

    private func pgbench(
        _ text: String, _ told: [String], schema: String, connections: Int, seconds: Int
    ) async throws -> Double {
        try await pool.transaction(.alone, schema: schema) { [address] _ in
            let folder = try temporaryFolder()
            let script = "\(folder)/visit.sql"
            try writeFile(text, to: script)
            defer {
                unlink(script)
                rmdir(folder)
            }
            var environment = try address.environment()
            environment["PGOPTIONS", default: ""] += " -c search_path=\(schema)"
            let words = try PostgresCommand(
                "pgbench",
                ["-n", "-M", "prepared", "-f", script, "-c", "\(connections)", "-j", "2", "-T", "\(seconds)"] + told,
                environment: environment
            ).run()
            guard let speed = PostgresBench.speed(in: words) else { throw StoreProblem.engine("pgbench said no tps") }
            return speed
        }
    }
}

extension PostgresBench {
    /// The number behind `tps = `.
    static func speed(in words: String) -> Double? {
        for line in words.split(separator: "\n") where line.hasPrefix("tps = ") {
            return Double(line.dropFirst(6).prefix { $0 != " " })
        }
        return nil
    }
}
