import Testing

@testable import App

private let flags = [
    Flag("port", "N", "端口"), Flag("host", "主机", "可多次", isRepeatable: true), Flag("dry-run", nil, "不写入"),
]

@Suite("The command line") struct FlagReaderTests {
    @Test(arguments: [
        (["--port", "80"], ["80"]), (["--port=80"], ["80"]), (["--port=a=b"], ["a=b"]), (["--port=--x"], ["--x"]),
        (["--port", "-1"], ["-1"]),
    ])
    func `takes a value after a blank or an equals sign`(texts: [String], values: [String]) throws {
        #expect(try Arguments(texts, flags: flags).all("port") == values)
    }

    @Test func `keeps words in order, also behind two dashes`() throws {
        let arguments = try Arguments(["add", "--dry-run", "bj", "--", "--port"], flags: flags)
        #expect(arguments.words == ["add", "bj", "--port"])
        #expect(arguments.has("dry-run"))
        #expect(!arguments.has("port"))
    }

    @Test func `lets a repeatable flag come again`() throws {
        #expect(try Arguments(["--host", "a", "--host=b"], flags: flags).all("host") == ["a", "b"])
    }

    @Test(arguments: [
        (["--prot", "80"], "--prot"), (["--port"], "--port"), (["--port", "--dry-run"], "--port"),
        (["--port="], "--port"), (["--port", "1", "--port", "2"], "--port"), (["--dry-run=yes"], "--dry-run"),
        (["-p"], "-p"),
    ])
    func `names the flag that is wrong`(texts: [String], name: String) throws {
        let problem = try #require(throws: StartProblem.self) { try Arguments(texts, flags: flags) }
        #expect(problem.words.contains(name))
        #expect(problem.status == 2)
    }

    @Test(arguments: ["--help", "-h"]) func `hears a call for help`(text: String) throws {
        #expect(try Arguments([text], flags: flags).asksForHelp)
    }
}
