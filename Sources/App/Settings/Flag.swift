/// One `--name` of the command line.
struct Flag: Equatable, Sendable {
    let name: String
    /// What stands for its value in the help, such as `N`; nil for a flag that is there or not.
    let value: String?
    /// One line of help.
    let words: String
    /// Whether it may be given several times.
    let isRepeatable: Bool

    init(_ name: String, _ value: String? = nil, _ words: String, isRepeatable: Bool = false) {
        self.name = name
        self.value = value
        self.words = words
        self.isRepeatable = isRepeatable
    }

    /// As the help shows it: `--port N`.
    var shown: String { value.map { "--\(name) \($0)" } ?? "--\(name)" }
}

/// What the command line said, still as text.
struct Arguments: Equatable {
    private(set) var values: [String: [String]] = [:]
    /// What is no flag, in order.
    private(set) var words: [String] = []
    private(set) var asksForHelp = false

    /// Nothing said.
    static let none = Arguments()

    private init() {}

    /// Reads `--name value`, `--name=value` and, after `--`, words alone. Every wrong flag is told by its name.
    init(_ texts: [String], flags: [Flag]) throws(StartProblem) {
        var rest = texts[...]
        var isOverForFlags = false
        while let text = rest.popFirst() {
            if isOverForFlags || !text.hasPrefix("-") || text == "-" {
                words.append(text)
            } else if text == "--" {
                isOverForFlags = true
            } else if text == "--help" || text == "-h" {
                asksForHelp = true
            } else {
                try take(text, from: &rest, flags)
            }
        }
    }

    private mutating func take(
        _ text: String, from rest: inout ArraySlice<String>, _ flags: [Flag]
    ) throws(StartProblem) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let flag = flags.first(where: { "--\($0.name)" == parts[0] }) else {
            throw .order("没有“\(parts[0])”这个选项。用 --help 可以看到全部选项。")
        }
        guard values[flag.name] == nil || flag.isRepeatable else { throw .order("选项 --\(flag.name) 给了两次。") }
        guard flag.value != nil else {
            guard parts.count == 1 else { throw .order("选项 --\(flag.name) 不带值。") }
            values[flag.name] = [""]
            return
        }
        let value = parts.count == 2 ? parts[1] : rest.popFirst()
        guard let value, !value.isEmpty, parts.count == 2 || !value.hasPrefix("--") else {
            throw .order("选项 --\(flag.name) 缺少值，应为 \(flag.shown)。")
        }
        values[flag.name, default: []].append(value)
    }

    func has(_ name: String) -> Bool { values[name] != nil }
    func first(_ name: String) -> String? { values[name]?.first }
    func all(_ name: String) -> [String] { values[name] ?? [] }
}
