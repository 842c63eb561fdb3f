import Base
import Foundation
import Press
import Testing

/// What a reader finds in a PDF: poppler's, so that it is somebody else's reading.
struct ReadPDF {
    let bytes: [UInt8]
    let pages: Int
    let text: String
    let fonts: String

    init(_ paper: Paper) throws {
        try self.init(paper.pdf(made: Instant(Day("2025-03-28")!, hour: 10)))
    }

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        let path = "/tmp/press-test-\(ProcessInfo.processInfo.globallyUniqueString).pdf"
        try Data(bytes).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        text = try Self.run("pdftotext", ["-layout", path, "-"])
        fonts = try Self.run("pdffonts", [path])
        let facts = try Self.run("pdfinfo", [path])
        let line = facts.split(separator: "\n").first { $0.hasPrefix("Pages:") }
        pages = Int(line?.split(separator: " ").last ?? "") ?? 0
    }

    /// Without blanks, as a line of characters is compared.
    var dense: String { text.filter { !$0.isWhitespace } }

    private static func run(_ tool: String, _ arguments: [String]) throws -> String {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/\(tool)")
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(tool) failed")
        return String(decoding: data, as: UTF8.self)
    }
}
