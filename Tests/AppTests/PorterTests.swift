import Server
import Testing
import Web

@testable import App

@Suite("The front door") struct PorterTests {
    @Test(arguments: ["127.0.0.1:9300", "localhost", "elsewhere.example.org", ""])
    func `lists the federations for an unknown host`(host: String) async throws {
        try await withPorter { porter in
            let page = await porter.answer(Request(host: host))
            #expect(page.status == 200)
            let port = host.contains(":") ? ":9300" : ""
            for name in ["bj", "gx"] { #expect(page.words.contains("href=\"http://\(name).localhost\(port)/\"")) }
            #expect(page.words.contains("北京市教育工会") && page.words.contains("广西教育工会"))
            #expect(await porter.answer(Request(.get, "/members", host: host)).status == 404)
        }
    }

    @Test func `of an empty installation says how a federation is added`() {
        let page = chooserPage(for: Request(host: "localhost"), [])
        #expect(page.words.contains("这里还没有联合会") && page.words.contains("<code>unionhome federation add</code>"))
    }

    @Test func `leads each host to its own federation and never to another`() async throws {
        try await withPorter([noteRoom]) { porter in
            let bj = try #require(porter.house.sites.first { $0.facts.name == "bj" })
            try await bj.store.write { try $0.run("INSERT INTO note (id, words) VALUES (1, 'secret')") }
            for (host, federation, notes) in [("bj.localhost", "bj", 1), ("GX.localhost:80", "gx", 0)] {
                let answer = await porter.answer(Request(.get, "/notes/secret", host: host))
                let json = try JSON(parsing: Array(answer.words.utf8))
                #expect(json == ["federation": JSON(federation), "notes": JSON(notes)])
            }
            let keys = porter.house.sites.map { $0.facts.ring.key(.session).bytes }
            #expect(Set(keys).count == 2)
        }
    }

    @Test func `takes every host for the only federation`() async throws {
        try await withPorter([noteRoom], only: "gx") { porter in
            let answer = await porter.answer(Request(.get, "/notes/x", host: "anything.example.org"))
            #expect(answer.words.contains("\"gx\""))
            #expect(porter.house.sites.map(\.facts.name) == ["gx"])
        }
    }

    @Test func `closes a federation of another version and serves the others`() async throws {
        try await withTwo { data in
            let installation = try await Installation.open(at: data, database: .sqlite, world: .system)
            let store = try #require(installation.store(named: "bj"))
            let later = Migration("later 001", "CREATE TABLE later (id bigint NOT NULL PRIMARY KEY)")
            try await Migrations.apply(joined.migrations + [later], to: store)
            await installation.close()
            var settings = Settings()
            settings.data = data
            let house = try await House.open(settings, world: .system, joined: joined, ledger: quietLedger())
            let porter = Porter(
                house: house, assets: Assets(folder: assetsFolder), ledger: quietLedger(),
                health: Health(started: World.system.now()), isAlone: false)
            let page = await porter.answer(Request(host: "bj.localhost"))
            #expect(page.status == 503 && page.words.contains("正在维护"))
            let door = await porter.answer(Request(host: "elsewhere.example.org"))
            #expect(door.words.split(separator: "<span class=\"badge\">正在维护</span>").count == 2)
            #expect(house.wings.first { $0.site == nil }?.trouble.contains("later 001") == true)
            #expect(await porter.answer(Request(.get, "/nope", host: "gx.localhost")).status == 404)
            await house.close()
        }
    }

    @Test func `says who holds an installation that is open`() async throws {
        try await withTwo { data in
            var settings = Settings()
            settings.data = data
            let house = try await House.open(settings, world: .system, joined: joined, ledger: quietLedger())
            let problem = await #expect(throws: StartProblem.self) {
                _ = try await openInstallation(settings, world: .system)
            }
            #expect(problem?.words.contains("进程 \(OwnProcess.id)") == true)
            await house.close()
        }
    }
}

@Suite("Assets") struct AssetsTests {
    private let assets = Assets(folder: assetsFolder)

    @Test(arguments: [
        ("/assets/theme.css", "text/css; charset=utf-8"), ("/assets/img/mark.svg", "image/svg+xml"),
        ("/assets/js/app.mjs", "text/javascript; charset=utf-8"),
    ])
    func `are sent with their type`(path: String, type: String) throws {
        let response = assets.answer(Request(.get, path))
        guard case .file(let file) = response.body else {
            Issue.record("no file")
            return
        }
        #expect(file.contentType == type)
        #expect(response.headers["cache-control"]?.contains("max-age") == true)
    }

    @Test(arguments: [
        "/assets/../Package.swift", "/assets/./theme.css", "/assets//theme.css", "/assets/img", "/assets/",
        "/assets/.hidden.css",
        "/assets/img/../../Package.swift", "/assets/%2e%2e/Package.swift", "/assets/no.css", "/assets/theme.css/",
        "/assets/img/..\\theme.css", "/assets/theme.css\u{0}.css", "/assets/theme", "/assets//etc/passwd",
    ])
    func `are nothing outside their folder`(path: String) {
        #expect(assets.answer(Request(.get, path)).status == 404)
    }

    @Test func `are only read`() {
        #expect(assets.answer(Request(.post, "/assets/theme.css")).status == 405)
    }
}
