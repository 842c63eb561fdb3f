import Base
import Server
import Synchronization
import Web

/// A server that was started, until it is stopped.
struct Serving: Sendable {
    let house: House
    let server: Server
    let health: Health
    let ledger: Ledger
    let grace: Int

    /// Opens the installation and listens. Whatever fails, nothing stays open.
    static func start(_ settings: Settings, world: World, joined: Joined, ledger: Ledger) async throws -> Serving {
        let assets = try Assets.find(settings.assets)
        let house = try await House.open(settings, world: world, joined: joined, ledger: ledger)
        let health = Health(started: world.now())
        let porter = Porter(
            house: house, assets: assets, ledger: ledger, health: health, isAlone: settings.only != nil)
        var terms = ServerSettings(host: settings.address, port: settings.port)
        terms.threads = settings.threads
        terms.proxies = settings.proxies
        terms.spool = "\(settings.data)/spool"
        let server = Server(terms) { await porter.answer($0) }
        do {
            try server.start()
        } catch {
            await house.close()
            throw Self.explained(error, settings)
        }
        health.watch { server.metrics }
        return Serving(house: house, server: server, health: health, ledger: ledger, grace: settings.grace)
    }

    /// Serves until `stop` is told or the work beside it may not go on; then lets what is under way finish and closes
    /// all.
    func run(until stop: StopSign) async throws {
        var trouble: (any Error)?
        do {
            try await withThrowingTaskGroup { group in
                let work = Work(house: house, ledger: ledger)
                group.addTask { try await work.run() }
                group.addTask { await stop.wait() }
                defer { group.cancelAll() }
                try await group.next()
                // Visits first: what they leave for duties is kept, and done after the next start.
                health.stop()
                await server.stop(within: grace)
            }
        } catch {
            trouble = error
            health.stop()
            await server.stop(within: grace)
        }
        await house.close()
        await ledger.flush()
        if let trouble { throw trouble }
    }

    private static func explained(_ problem: ServerProblem, _ settings: Settings) -> StartProblem {
        guard case .portInUse(let port) = problem.cause else { return StartProblem("\(problem)") }
        return StartProblem("端口 \(port) 已被别的程序占用。请用 --port 换一个端口，或先停止占用它的程序（ss -ltnp 可以查到）。")
    }
}

/// Told once, by a signal or a test, that it is time to stop.
final class StopSign: Sendable {
    private let told: AsyncStream<Void>
    private let source: AsyncStream<Void>.Continuation

    init() {
        (told, source) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func tell() {
        source.yield()
    }

    /// Returns when told, or when the task is cancelled.
    func wait() async {
        for await _ in told { return }
    }
}
