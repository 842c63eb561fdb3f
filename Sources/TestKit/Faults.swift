#if DEBUG
    public import Server
    public import Store
    import Synchronization
    public import Testing
    public import Web

    extension Site {
        /// Sends a request so that its first statement fails, then so that its second does, and so on until it is answered.
        ///
        /// Each time it must be told as a fault of ours with every table as it was, and in the end it must have written
        /// something. Gives the answer and how many statements it took.
        public func withstand(
            _ request: Request, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> (response: Response, statements: Int) {
            let before = try await store.contents()
            for number in 1...500 {
                // A site of its own: what is told of the faults is ours, and calls are not counted against the caller.
                let site = Site(facts: facts, store: store) { _ in }
                let response = await site.answer(request, failingAt: number)
                let changed = try await store.contents().filter { before[$0.key] != $0.value }.keys.sorted()
                guard response.status == 500 else {
                    if changed.isEmpty { Issue.record("\(name) wrote nothing", sourceLocation: sourceLocation) }
                    return (response, number - 1)
                }
                guard changed.isEmpty else {
                    Issue.record(
                        "\(name), failed at statement \(number), left something in \(changed)",
                        sourceLocation: sourceLocation)
                    return (response, number)
                }
            }
            throw EndlessVisit(name: name)
        }

        /// The answer to a request whose statement of this number, from 1, fails.
        private func answer(_ request: Request, failingAt number: Int) async -> Response {
            let count = Atomic(0)
            let tally = StatementTally { _ in
                guard count.add(1, ordering: .relaxed).newValue == number else { return }
                throw StoreProblem.engine("made to fail at statement \(number)")
            }
            return await StatementTally.$current.withValue(tally) { await self.answer(request) }
        }
    }

    /// A visit that was still failing after five hundred statements.
    private struct EndlessVisit: Error {
        let name: String
    }

    extension Store {
        /// Every row of every table in one text a table: equal where nothing was written.
        public func contents() async throws -> [String: String] {
            try await read { tx in
                var contents: [String: String] = [:]
                for table in try Self.tables(tx) {
                    let rows: SQL =
                        tx.engine == .postgres
                        ? SQL(raw: "SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM \(table) t")
                        : SQL(
                            raw: """
                                SELECT group_concat(r, ' ')
                                  FROM (SELECT \(try Self.columns(table, tx)) AS r FROM \(table) ORDER BY 1)
                                """)
                    let found: String?? = try tx.value(rows)
                    contents[table] = found ?? ""
                }
                return contents
            }
        }

        private static func tables(_ tx: Transaction) throws -> [String] {
            guard tx.engine == .sqlite else {
                return try tx.values("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()")
            }
            return try tx.values(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        }

        private static func columns(_ table: String, _ tx: Transaction) throws -> String {
            let names: [String] = try tx.values("SELECT name FROM pragma_table_info(\(table))")
            return names.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
        }
    }
#endif
