public import Base
import Glibc

/// Runs one order of the command line and ends the process. The thread that calls, the main one, attends to signals: an
/// `await` at top level would start one of the system's that takes them first.
public func runProgram(_ arguments: [String], world: World) -> Never {
    Signals.hold()
    Task { exit(await unionhome(arguments, world: world)) }
    Signals.attend()
}

/// Runs one order of the command line and gives the exit status: 0 done, 1 not done, 2 the order itself was wrong.
public func unionhome(_ arguments: [String], world: World) async -> Int32 {
    do {
        guard let name = arguments.first, !["--help", "-h", "help"].contains(name) else {
            say(overview)
            return arguments.isEmpty ? 2 : 0
        }
        guard let command = commands.first(where: { $0.name == name }) else {
            throw StartProblem.order("没有“\(name)”这个子命令。用 unionhome --help 查看全部子命令。")
        }
        let told = try Arguments(Array(arguments.dropFirst()), flags: command.allFlags)
        guard !told.asksForHelp else {
            say(command.help)
            return 0
        }
        return try await command.run(try order(command, told, environment: OwnProcess.environment, world: world))
    } catch {
        complain(explained(error))
        return (error as? StartProblem)?.status ?? 1
    }
}

/// The order with its settings, all checked.
func order(
    _ command: Command, _ told: Arguments, environment: [String: String], world: World,
    say: @escaping @Sendable (String) -> Void = say
) throws(StartProblem) -> Order {
    guard command.count.contains(told.words.count) else {
        let extra = told.words.dropFirst(command.count.upperBound).first
        throw .order(
            extra.map { "“\($0)”是多余的。用 --help 查看用法。" }
                ?? "用法：unionhome \(command.name) \(command.words)。用 --help 查看说明。")
    }
    var file: (path: String, text: String)?
    if let path = told.first("config") ?? environment["\(Setting.prefix)CONFIG"] {
        guard let text = Files.text(path) else { throw .order("设置文件“\(path)”读不到。") }
        file = (path, text)
    }
    let settings = try Settings.read(told, accepting: command.settings, environment: environment, file: file)
    return Order(settings: settings, world: world, arguments: told, say: say)
}

private var overview: String {
    let width = commands.map(\.name.count).max() ?? 0
    let lines = commands.map { "  \($0.name)\(String(repeating: " ", count: width - $0.name.count + 2))\($0.line)" }
    return """
        教工之家：工会的会员、组织与工作，一个程序。

        用法：unionhome 子命令 [选项]

        \(lines.joined(separator: "\n"))

        unionhome 子命令 --help 显示它的选项。
        """
}

/// The version of this program, as the document of the interface and `--help` name it.
let programVersion = "0.1.0"
