import CPostgres
import Glibc

/// A program of PostgreSQL's, run to its end. The address goes by the environment: arguments are seen by everyone on the machine.
struct PostgresCommand {
    let program: String
    let arguments: [String]
    let environment: [String: String]

    init(_ program: String, _ arguments: [String], at address: PostgresAddress) throws {
        self.program = program
        self.arguments = arguments
        environment = try address.environment()
    }

    /// Any program, with these variables beside the plain ones.
    init(_ program: String, _ arguments: [String], environment: [String: String] = [:]) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
    }

    /// Waits for its end, so never on the shared pool, and gives what it wrote, standard output and errors together. Fails with
    /// `StoreProblem.engine` and its last words when it does not end well.
    @discardableResult
    func run() throws -> String {
        var ends: [Int32] = [0, 0]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw StoreProblem.engine("no pipe: \(errno)") }
        let child = spawn(writingTo: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        guard let child else { throw StoreProblem.engine("\(program) could not be started") }
        let words = Self.readAll(ends[0])
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        guard status == 0 else { throw StoreProblem.engine("\(program) failed: \(words.suffix(2000))") }
        return words
    }

    private func spawn(writingTo pipe: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe, 1)
        posix_spawn_file_actions_adddup2(&actions, pipe, 2)
        var variables = ["PATH", "HOME", "TMPDIR", "USER"].compactMap { name in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        variables += environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var child: pid_t = 0
        let failed = withCStrings([program] + arguments) { arguments in
            withCStrings(variables) { variables in
                posix_spawnp(
                    &child, program, &actions, nil, UnsafePointer(OpaquePointer(arguments)),
                    UnsafePointer(OpaquePointer(variables)))
            }
        }
        return failed == 0 ? child : nil
    }

    /// To its end, keeping the last 64 KB.
    private static func readAll(_ file: Int32) -> String {
        var kept: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(file, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            kept += piece.prefix(count)
            if kept.count > 1 << 17 { kept.removeFirst(kept.count - 1 << 16) }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension PostgresAddress {
    /// The conninfo as the variables by which PostgreSQL's own programs take it.
    func environment() throws -> [String: String] {
        var complaint: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(conninfo, &complaint) else {
            PQfreemem(complaint)
            // What it complains of may be the password.
            throw StoreProblem.unavailable("the address of the database cannot be read")
        }
        defer { PQconninfoFree(options) }
        var found: [String: String] = ["PGAPPNAME": "unionhome", "PGCLIENTENCODING": "UTF8"]
        var option = options
        while let keyword = option.pointee.keyword {
            _ = keyword
            if let variable = option.pointee.envvar, let value = option.pointee.val {
                found[String(cString: variable)] = String(cString: value)
            }
            option += 1
        }
        return found
    }
}
