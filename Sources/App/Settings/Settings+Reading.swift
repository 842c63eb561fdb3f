extension Settings {
    /// Joins file, environment and flags, the strongest last. `environment` is the whole of it; only `UNIONHOME_…`
    /// counts.
    /// Only flags of `accepted` are settings: a subcommand may have another flag of the same name.
    static func read(
        _ arguments: Arguments, accepting accepted: [Setting] = Setting.all, environment: [String: String],
        file: (path: String, text: String)?
    ) throws(StartProblem) -> Settings {
        var settings = Settings()
        if let file { try settings.take(file: file.text, at: file.path) }
        try settings.take(environment: environment)
        for setting in accepted {
            guard let text = arguments.first(setting.name) else { continue }
            try settings.take(setting, text, named: "--\(setting.name)")
        }
        return settings
    }

    private mutating func take(_ setting: Setting, _ text: String, named name: String) throws(StartProblem) {
        guard setting.take(text, &self) else {
            throw .order("设置 \(name) 的值“\(text)”不对，应为 \(setting.wanted)。")
        }
    }

    private mutating func take(environment: [String: String]) throws(StartProblem) {
        for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(Setting.prefix) {
            // Names of the tests and of `--config` itself are no settings of the program.
            if name.hasPrefix("\(Setting.prefix)TEST_") || name == "\(Setting.prefix)CONFIG" { continue }
            guard let setting = Setting.all.first(where: { $0.variable == name }) else {
                throw .order("环境变量 \(name) 不是本程序的设置。")
            }
            try take(setting, text, named: name)
        }
    }

    /// Lines of `name = value`; those that are blank or begin with `#` are for people.
    private mutating func take(file text: String, at path: String) throws(StartProblem) {
        var seen: Set<String> = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = trimmed(line)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let place = "\(path) 第 \(index + 1) 行"
            guard let equals = line.firstIndex(of: "=") else {
                throw .order("设置文件 \(place)“\(line)”不对，应为 名称 = 值。")
            }
            let name = trimmed(line[..<equals])
            guard let setting = Setting.all.first(where: { $0.name == name }) else {
                throw .order("设置文件 \(place)：没有“\(name)”这个设置。")
            }
            guard seen.insert(name).inserted else { throw .order("设置文件 \(place)：“\(name)”给了两次。") }
            try take(setting, trimmed(line[line.index(after: equals)...]), named: "\(name)（\(place)）")
        }
    }
}

/// The text without blanks at its ends.
func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
}
