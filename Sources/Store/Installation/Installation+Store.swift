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

    /// A node's number, with the time that no id of its last holder is later than.
    struct NodeLease: Equatable, Sendable {
        let node: Int
        let after: Instant?
    }

    /// Takes the first number that nobody holds. Who is alone with the folder takes no notice of the dead.
    ///
    /// Nobody makes ids later than the end of their lease, so it says where the next holder may begin even if the clock went
    /// back meanwhile; then the lease ends later than the clock would have it.
    static func leaseNode(in own: Store, holder: String, isAlone: Bool) async throws -> NodeLease {
        try await own.write { tx in
            for node in 0..<64 {
                let last: Instant? = try tx.value("SELECT held_until FROM node_lease WHERE node = \(node)")
                let isTaken = try tx.run(
                    """
                    INSERT INTO node_lease (node, holder, held_until)
                    VALUES (\(node), \(holder), \(leaseEnd(at: tx.now, reached: last)))
                    ON CONFLICT (node) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
                     WHERE node_lease.held_until <= \(isAlone ? Instant(microseconds: .max) : tx.now)
                    """)
                if isTaken == 1 { return NodeLease(node: node, after: last) }
            }
            throw StoreProblem.unavailable("all 64 node numbers are held: wait until one runs out, or stop a process")
        }
    }

    /// A second holds sixty-five million ids that are ahead of the clock.
    private static func leaseEnd(at now: Instant, reached: Instant?) -> Instant {
        max(now.adding(seconds: nodeLease), (reached ?? now).adding(seconds: 1))
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
        let (node, holder, reached) = (node, holder, ids.reached)
        let renewed = try await own.write { tx in
            try tx.run(
                """
                UPDATE node_lease SET held_until = \(Self.leaseEnd(at: tx.now, reached: reached))
                 WHERE node = \(node) AND holder = \(holder)
                """)
        }
        guard renewed == 1 else { throw StoreProblem.unavailable("the node number \(node) is held by another process") }
    }

    func giveNodeBack() async throws {
        let (node, holder, reached) = (node, holder, ids.reached)
        try await own.write { tx in
            try tx.run(
                "UPDATE node_lease SET held_until = \(reached) WHERE node = \(node) AND holder = \(holder)")
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
