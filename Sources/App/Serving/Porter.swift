import Server
import Web

/// Who stands at the front door: answers what belongs to the installation, and leads everything else to its
/// federation by the host
/// name alone.
struct Porter: Sendable {
    let house: House
    let assets: Assets
    let ledger: Ledger
    let health: Health
    /// Whether there is one federation for every host.
    let isAlone: Bool
    private let byHost: [String: Wing]

    init(house: House, assets: Assets, ledger: Ledger, health: Health, isAlone: Bool) {
        self.house = house
        self.assets = assets
        self.ledger = ledger
        self.health = health
        self.isAlone = isAlone
        byHost = Dictionary(
            house.wings.flatMap { wing in wing.federation.hosts.map { ($0, wing) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Answers every request of the server.
    func answer(_ request: Request) async -> Response {
        if let page = await ofInstallation(request) { return page }
        guard let wing = isAlone ? house.wings.first : byHost[request.host] else {
            return noted(request, route: "", chooserPage(for: request, house.wings))
        }
        guard let site = wing.site else { return noted(request, route: "", closedPage(for: request, wing)) }
        return await site.answer(request)
    }

    /// The pages that every host has.
    private func ofInstallation(_ request: Request) async -> Response? {
        if request.path.hasPrefix("/assets/") { return noted(request, route: "/assets/:file", assets.answer(request)) }
        guard request.method == .get || request.method == .head else { return nil }
        switch request.path {
        case "/healthz": return health.alive
        case "/readyz": return await health.ready(house)
        case "/metrics": return await health.metrics(house, ledger.counts)
        default: return nil
        }
    }

    private func noted(_ request: Request, route: String, _ response: Response) -> Response {
        ledger.visit(VisitRecord(request, response, VisitTrace(route: route)))
        var response = response
        response.headers.set("X-Request-Id", request.id)
        return response
    }
}
