/// One line of a reviewed data file: a word, and what follows it. Blank lines and lines that begin with `#` are left out.
///
/// The files stand in this folder as text, so that a lawyer can read and mend them, and are compiled into the program, so
/// that no server runs with other values than it was tested with.
struct DataLine: Sendable {
    /// Counted from 1, to name it when it is wrong.
    let number: Int
    let word: String
    let rest: String

    /// The parts of `rest` between blanks, at most so many; the last holds all that is left.
    func parts(_ most: Int) -> [String] {
        rest.split(separator: " ", maxSplits: most - 1, omittingEmptySubsequences: true).map(String.init)
    }

    /// All lines of a file.
    static func all(_ bytes: [UInt8]) -> [DataLine] {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, line in
            guard let first = line.first, first != "#" else { return nil }
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
            guard let word = parts.first else { return nil }
            return DataLine(number: index + 1, word: String(word), rest: parts.count > 1 ? String(parts[1]) : "")
        }
    }
}
