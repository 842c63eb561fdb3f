import Vault
import Web

/// What a bench files: the smallest thing that is worth an entry in the audit.
enum BenchNote {
    static let migration = Migration(
        "bench 001 notes",
        """
        CREATE TABLE bench_unit (id bigint NOT NULL PRIMARY KEY, name text NOT NULL, state text NOT NULL);
        CREATE TABLE bench_note (
            id bigint NOT NULL PRIMARY KEY, unit bigint NOT NULL REFERENCES bench_unit (id), words text NOT NULL,
            filed_at bigint NOT NULL
        );
        CREATE INDEX bench_note_unit ON bench_note (unit, filed_at);
        """)

    /// The units, and how many sessions there are.
    static let units: ClosedRange<Int64> = 7_340_001...7_340_064

    static let words = "高温作业场所的休息安排：建议每两小时安排一次不少于十五分钟的休息，并在现场备足饮水与防暑药品。"

    /// Two selects and three inserts, with the key that `Site` writes for a form, and the head of the unit's chain.
    static func file(
        _ words: String, by person: ID<Person>, in unit: ID<Unit>, ring: KeyRing, _ tx: Transaction
    ) throws {
        let state: String? = try tx.value("SELECT state FROM bench_unit WHERE id = \(unit)")
        guard state == "open" else { throw Refusal.missing }
        let note: ID<BenchNote> = tx.newID()
        try tx.run(
            "INSERT INTO bench_note (id, unit, words, filed_at) VALUES (\(note), \(unit), \(words), \(tx.now))")
        try AuditEntry.write(Act("note.file", on: "note", note, "提交一条记录"), by: person, in: unit, ring: ring, tx)
    }

    /// The same in process, where no site writes the key.
    static func fileWithKey(_ number: Int, in unit: ID<Unit>, ring: KeyRing, _ tx: Transaction) throws {
        let key = Digest.of("bench \(number)").hex
        try tx.run(
            """
            INSERT INTO sent_form (sent_key, at, location, words)
            VALUES (\(key), \(tx.now), \("/bench/notes"), \(""))
            """)
        try file(words, by: ID(1), in: unit, ring: ring, tx)
    }

    /// Makes the units, each with the head of its chain, and as many people who are signed in; gives their tokens.
    static func prepare(_ store: Store, ring: KeyRing) async throws -> [String] {
        try await store.alone { tx in
            var tokens: [String] = []
            for number in units {
                try tx.run(
                    "INSERT INTO bench_unit (id, name, state) VALUES (\(number), \("信息工程学院分会"), \("open"))")
                let unit: ID<Unit> = ID(number)
                try AuditEntry.write(Act("bench.begin", on: "unit", unit, "开始测量"), by: nil, in: unit, ring: ring, tx)
                let name = "bench\(number)"
                let id = try Account.insert(for: ID(number), signInName: name, name: "陈荷", in: tx)
                let account = try Account.find(id, in: tx)
                tokens.append(
                    try Session.open(for: account, stage: .full, address: "127.0.0.1", agent: "bench", in: tx))
            }
            return tokens
        }
    }
}
