import Base

extension Installation {
    /// The tables of the installation's own store.
    static let migrations: [Migration] = [
        Migration(
            "installation 001 federations",
            """
            CREATE TABLE federation (
                name text NOT NULL PRIMARY KEY,
                title text NOT NULL,
                created_at bigint NOT NULL
            );
            CREATE TABLE federation_host (
                host text NOT NULL PRIMARY KEY,
                federation_name text NOT NULL REFERENCES federation (name)
            );
            CREATE INDEX federation_host_by_federation ON federation_host (federation_name)
            """),
        Migration(
            "installation 002 node leases",
            """
            CREATE TABLE node_lease (
                node bigint NOT NULL PRIMARY KEY CHECK (node BETWEEN 0 AND 63),
                holder text NOT NULL,
                held_until bigint NOT NULL
            )
            """),
    ]

    /// Seconds that a node's number is held without a word from its holder.
    static let nodeLease = 600

    /// Takes the first number that nobody holds. Who is alone with the folder takes no notice of the dead.
    static func leaseNode(in own: Store, holder: String, isAlone: Bool) async throws -> Int {
        try await own.write { tx in
            for node in 0..<64 {
                let isTaken = try tx.run(
                    """
                    INSERT INTO node_lease (node, holder, held_until)
                    VALUES (\(node), \(holder), \(tx.now.adding(seconds: nodeLease)))
                    ON CONFLICT (node) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
                     WHERE node_lease.held_until < \(isAlone ? Instant(microseconds: .max) : tx.now)
                    """)
                if isTaken == 1 { return node }
            }
            throw StoreProblem.unavailable("all 64 node numbers are held: wait until one runs out, or stop a process")
        }
    }

    /// Keeps the node's number, every third of its lease, until the task is cancelled. Fails once the number is
    /// another's: no id may be made after that, so whoever runs this must then end the process.
    public func keepNode() async throws {
        while true {
            try await Task.sleep(for: .seconds(Self.nodeLease / 3))
            try await renewNode()
        }
    }

    func renewNode() async throws {
        let (node, holder) = (node, holder)
        let renewed = try await own.write { tx in
            try tx.run(
                """
                UPDATE node_lease SET held_until = \(tx.now.adding(seconds: Self.nodeLease))
                 WHERE node = \(node) AND holder = \(holder)
                """)
        }
        guard renewed == 1 else { throw StoreProblem.unavailable("the node number \(node) is held by another process") }
    }

    func giveNodeBack() async throws {
        let (node, holder) = (node, holder)
        try await own.write { tx in
            try tx.run("DELETE FROM node_lease WHERE node = \(node) AND holder = \(holder)")
        }
    }
}

extension Installation.Federation {
    func insert(in tx: Transaction) throws {
        try tx.run("INSERT INTO federation (name, title, created_at) VALUES (\(name), \(title), \(created))")
        for host in hosts {
            try tx.run("INSERT INTO federation_host (host, federation_name) VALUES (\(host), \(name))")
        }
    }

    static func all(in tx: Transaction) throws -> [Self] {
        var hosts: [String: [String]] = [:]
        try tx.each("SELECT host, federation_name FROM federation_host ORDER BY host") { row in
            let name: String = try row.read("federation_name")
            hosts[name, default: []].append(try row.read("host"))
        }
        var found: [Self] = []
        try tx.each("SELECT name, title, created_at FROM federation ORDER BY name") { row in
            let name: String = try row.read("name")
            found.append(
                Self(
                    name: name, title: try row.read("title"), hosts: hosts[name] ?? [],
                    created: try row.read("created_at")))
        }
        return found
    }
}
