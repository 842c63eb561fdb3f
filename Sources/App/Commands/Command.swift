import Base

/// One subcommand: what it is called, what it takes and what it does.
struct Command: Sendable {
    let name: String
    /// One line of help.
    let line: String
    /// The words after it, as the help shows them: `add 名称`.
    var words = ""
    /// How many words it takes.
    var count = 0...0
    var settings: [Setting] = Setting.ofInstallation
    var flags: [Flag] = []
    /// Does it and gives the exit status.
    let run: @Sendable (Order) async throws -> Int32

    var allFlags: [Flag] {
        settings.map(\.flag) + flags + [Flag("config", "文件", "设置文件，每行 名称 = 值")]
    }

    /// The help of this subcommand.
    var help: String {
        let shown = allFlags + [Flag("help", nil, "显示这段说明")]
        let width = shown.map { columns($0.shown) }.max() ?? 0
        let lines = shown.map { flag in
            "  \(flag.shown)\(String(repeating: " ", count: width - columns(flag.shown) + 2))\(flag.words)"
        }
        let words = words.isEmpty ? "" : " \(words)"
        return """
            用法：unionhome \(name)\(words) [选项]

            \(line)。

            选项：
            \(lines.joined(separator: "\n"))

            带 UNIONHOME_ 前缀的环境变量和设置文件里的同名设置也有效；选项强于环境变量，环境变量强于文件。
            """
    }
}

/// A subcommand as it was given.
struct Order: Sendable {
    let settings: Settings
    let world: World
    /// The words after the subcommand.
    let words: [String]
    private let values: [String: [String]]
    /// Where its answer goes: the standard output, or a test.
    let say: @Sendable (String) -> Void

    init(
        settings: Settings, world: World, arguments: Arguments = .none, say: @escaping @Sendable (String) -> Void
    ) {
        self.settings = settings
        self.world = world
        self.say = say
        words = arguments.words
        values = arguments.values
    }

    func has(_ flag: String) -> Bool { values[flag] != nil }
    func first(_ flag: String) -> String? { values[flag]?.first }
    func all(_ flag: String) -> [String] { values[flag] ?? [] }

    /// The value of a flag that the subcommand cannot do without.
    func needed(_ flag: String) throws(StartProblem) -> String {
        guard let value = first(flag) else { throw .order("还需要 --\(flag)。用 --help 查看用法。") }
        return value
    }

    /// A whole number in a range.
    func number(_ flag: String, in range: ClosedRange<Int>) throws(StartProblem) -> Int? {
        guard let text = first(flag) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .order("选项 --\(flag) 的值“\(text)”不对，应为 \(range.lowerBound) 到 \(range.upperBound) 的整数。")
        }
        return number
    }
}

/// Columns of a terminal that a text takes.
func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
}
