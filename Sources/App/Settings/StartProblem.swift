import Base

/// Why the program does not begin what it was asked for, with what to do.
struct StartProblem: Explained, Equatable {
    let words: String
    /// What the process ends with: 2 for a wrong order, 1 for everything else.
    let status: Int32

    init(_ words: String, status: Int32 = 1) {
        self.words = words
        self.status = status
    }

    /// The order itself is wrong.
    static func order(_ words: String) -> StartProblem { StartProblem(words, status: 2) }
}
