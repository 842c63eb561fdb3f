import Testing

@testable import App

/// Settings as they come of the three sources.
private func read(
    _ flags: [String] = [], environment: [String: String] = [:], file: String? = nil
) throws -> Settings {
    let told = try Arguments(flags, flags: Setting.all.map(\.flag))
    return try Settings.read(told, environment: environment, file: file.map { ("uh.conf", $0) })
}

@Suite("The settings") struct SettingsTests {
    @Test func `take flags before the environment and the environment before the file`() throws {
        let file = "port = 1\naddress = 10.0.0.1\n# 注释\n\ndata = /file\n"
        let environment = ["UNIONHOME_PORT": "2", "UNIONHOME_DATA": "/environment", "HOME": "/root"]
        let settings = try read(["--port", "3"], environment: environment, file: file)
        #expect(settings.port == 3)
        #expect(settings.data == "/environment")
        #expect(settings.address == "10.0.0.1")
        #expect(settings.database == .sqlite)
    }

    @Test(arguments: [
        (["--port", "70000"], "--port"), (["--port", "x"], "--port"), (["--threads", "0"], "--threads"),
        (["--database", "mysql"], "--database"), (["--address", "a b"], "--address"),
        (["--migrate", "maybe"], "--migrate"), (["--stop-within", "0"], "--stop-within"),
        (["--proxies", "example.org"], "--proxies"),
    ])
    func `name the flag with a wrong value`(flags: [String], name: String) throws {
        let problem = try #require(throws: StartProblem.self) { try read(flags) }
        #expect(problem.words.contains(name) && problem.words.contains(flags[1]))
        #expect(problem.status == 2)
    }

    @Test(arguments: [
        (["UNIONHOME_PORT": "x"], "UNIONHOME_PORT"), (["UNIONHOME_PROT": "1"], "UNIONHOME_PROT"),
    ])
    func `name the variable that is wrong or unknown`(environment: [String: String], name: String) throws {
        let problem = try #require(throws: StartProblem.self) { try read(environment: environment) }
        #expect(problem.words.contains(name))
    }

    @Test(arguments: [
        ("port = 1\nprot = 2", "第 2 行"), ("port", "第 1 行"), ("port = x", "port"), ("port = 1\nport = 2", "第 2 行"),
    ])
    func `name the line of the file that is wrong`(file: String, words: String) throws {
        let problem = try #require(throws: StartProblem.self) { try read(file: file) }
        #expect(problem.words.contains(words) && problem.words.contains("uh.conf"))
    }

    @Test func `have one name each in all three sources`() {
        #expect(Setting.connections.variable == "UNIONHOME_DATABASE_CONNECTIONS")
        #expect(Set(Setting.all.map(\.name)).count == Setting.all.count)
    }

    @Test(arguments: [
        ("auto", "sqlite", true), ("auto", "postgres://x/y", false), ("yes", "host=x", true), ("no", "sqlite", false),
    ])
    func `migrate by themselves only where this process is alone`(
        migrate: String, database: String, migrates: Bool
    ) throws {
        #expect(try read(["--migrate", migrate, "--database", database]).migrates == migrates)
    }
}

@Suite("The help") struct HelpTests {
    @Test(arguments: commands.map(\.name)) func `shows every flag of a subcommand`(name: String) throws {
        let command = try #require(commands.first { $0.name == name })
        for flag in command.allFlags { #expect(command.help.contains(flag.shown)) }
        #expect(Set(command.allFlags.map(\.name)).count == command.allFlags.count)
    }

    @Test(arguments: commands.map(\.name)) func `comes before anything is opened`(name: String) async {
        #expect(await unionhome([name, "--help"], world: .system) == 0)
    }

    @Test(arguments: [["nonsense"], ["serve", "--nonsense"], ["serve", "word"], ["federation"], []])
    func `is pointed to when the order is wrong`(arguments: [String]) async {
        #expect(await unionhome(arguments, world: .system) == 2)
    }

    @Test func `lists the subcommands`() async {
        #expect(await unionhome(["--help"], world: .system) == 0)
    }
}
