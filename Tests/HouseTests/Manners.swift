import Foundation
import Testing

/// What the house promises of its sources, read as text.
@Suite("The manners of the sources") struct Manners {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file below a folder, by its path from the root.
    private static func files(_ folder: String) throws -> [(path: String, text: String)] {
        let base = root.appending(path: folder)
        let found = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil)
        return try (found?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.map {
            (String($0.path().dropFirst(root.path().count)), try String(contentsOf: $0, encoding: .utf8))
        }.sorted { $0.0 < $1.0 }
    }

    @Test func `no file is longer than 300 lines`() throws {
        let long = try (Self.files("Sources") + Self.files("Tests"))
            .map { ($0.path, $0.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1) }
            .filter { $0.1 > 300 }.map { "\($0.0): \($0.1)" }
        #expect(long == [])
    }

    @Test func `no function is longer than 40 lines`() throws {
        var long: [String] = []
        for (path, text) in try Self.files("Sources") {
            long += Self.functions(in: text).filter { $0.lines > 40 }.map { "\(path):\($0.line) \($0.lines) lines" }
        }
        #expect(long == [])
    }

    /// Functions by their indentation, which the formatter keeps: from the line with `func` to the brace below it.
    private static func functions(in text: String) -> [(line: Int, lines: Int)] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var found: [(line: Int, lines: Int)] = []
        for (index, line) in lines.enumerated()
        where line.contains("func ") && !line.contains("///") && !line.hasSuffix("}") {
            let indent = line.prefix { $0 == " " }.count
            let end = lines[(index + 1)...].firstIndex { other in
                other.prefix { $0 == " " }.count == indent && other.dropFirst(indent).hasPrefix("}")
            }
            guard let end, line.trimmingCharacters(in: .whitespaces).contains("func ") else { continue }
            found.append((index + 1, end - index + 1))
        }
        return found
    }

    /// Words that have one home, and where that is.
    private static let homes: [(word: String, allowed: [String])] = [
        ("Date()", []), ("UUID()", []), ("try!", []), ("print(", ["Sources/App/", "Sources/unionhome/"]),
        ("SQL(raw:", ["Sources/Store/", "Sources/TestKit/"]), ("HTML(trusting:", ["Sources/Markup/"]),
        ("import Foundation", ["Sources/App/"]), ("DispatchQueue", []),
        ("Task.detached", ["Sources/Server/", "Sources/Store/"]),
        ("@unchecked Sendable", ["Sources/Store/", "Sources/Server/"]), ("TODO", []), ("FIXME", []), ("// MARK:", []),
        ("nonisolated(unsafe)", ["Sources/Store/", "Sources/Server/", "Sources/Words/"]),
    ]

    @Test("words stay in their homes", arguments: homes.map(\.word))
    func stays(word: String) throws {
        let allowed = Self.homes.first { $0.word == word }?.allowed ?? []
        let strays = try Self.files("Sources").filter { path, text in
            !allowed.contains { path.hasPrefix($0) }
                && text.split(separator: "\n").contains {
                    $0.contains(word) && !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//")
                }
        }.map(\.path)
        #expect(strays == [])
    }

    @Test func `the unscoped find is for duties, commands, the demo and what has asked before`() throws {
        let allowed = [
            "Sources/App/", "Sources/Demo/", "Sources/Federation/Unit/UnitLink.swift", "Sources/Federation/Import/",
            "Sources/Federation/Members/MemberExport.swift", "Sources/Federation/Bulk/",
            "Sources/Federation/RegisterFile/",
        ]
        let strays = try Self.files("Sources").filter { path, text in
            text.contains(".unscoped(") && !allowed.contains { path.hasPrefix($0) }
        }.map(\.path)
        #expect(strays == [])
    }

    @Test func `every type in the sources says what it is`() throws {
        let opening = /^(public |package )?(final |indirect )*(struct|enum|class|actor|protocol) [A-Z]\w*/
        var bare: [String] = []
        for (path, text) in try Self.files("Sources") {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.firstMatch(of: opening) != nil {
                var above = index - 1
                while above >= 0, lines[above].hasPrefix("@") || lines[above].hasPrefix(")") { above -= 1 }
                if above < 0 || !lines[above].hasPrefix("///") {
                    bare.append("\(path):\(index + 1) \(line.prefix(60))")
                }
            }
        }
        #expect(bare == [])
    }

    @Test func `nothing reaches out of the house`() throws {
        let strays = try Self.files("Sources").filter { $0.text.contains("../shared") || $0.text.contains("/work/") }
        #expect(strays.map(\.path) == [])
    }
}
