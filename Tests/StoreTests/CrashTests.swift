import Base
import Testing

@testable import Store

@Suite("A writer that is killed") struct CrashTests {
    /// Cut off in this process; `unionhome crash-writer` is killed by its own test.
    @Test func `has every confirmed visit in its store`() async throws {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        let world = Clockwork().world
        for round in 1...2 {
            let writing = Task {
                try await CrashWriter.run(path: "\(folder)/store.db", log: "\(folder)/log", world: world)
            }
            while (try? readFile("\(folder)/log").utf8.count) ?? 0 < round * 4000 {
                try await Task.sleep(for: .milliseconds(2))
            }
            writing.cancel()
            _ = await writing.result
            let finding = try await CrashWriter.check(path: "\(folder)/store.db", log: "\(folder)/log", world: world)
            #expect(finding.confirmed > 100 && finding.kept >= finding.confirmed)
        }
    }
}
