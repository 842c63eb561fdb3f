import CPostgres
import Glibc

/// A program of PostgreSQL's, run to its end. The address goes by the environment: arguments are seen by everyone on
/// the machine.
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

    /// Waits for its end, so never on the shared pool, and gives what it wrote, standard output and errors together.
    /// Fails with `StoreProblem.engine` and its last words when it does not end well.
    @discardableResult
    func run() throws -> String {
        let folder = try temporaryFolder()
        // A file and no pipe, whose end another child might inherit and hold open.
        let output = "\(folder)/words"
        defer {
            unlink(output)
            rmdir(folder)
        }
        guard let child = spawn(writingTo: output) else { throw StoreProblem.engine("\(program) could not be started") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        let words = (try? readFile(output)) ?? ""
        guard status == 0 else { throw StoreProblem.engine("\(program) failed: \(words.suffix(2000))") }
        return words
    }

    private func spawn(writingTo output: String) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // A child that outlives us, as a server does, must not keep our sockets and locks.
        for name in (try? namesIn("/proc/self/fd")) ?? [] {
            if let file = Int32(name), file > 2 { posix_spawn_file_actions_addclose(&actions, file) }
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The pool's threads hold back all signals: a child would never hear its own alarm, nor be told to end.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let inherited: [String] = ["PATH", "HOME", "TMPDIR", "USER"]
        var variables: [String] = inherited.compactMap { name in getenv(name).map { "\(name)=\(String(cString: $0))" } }
        variables += environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        var child: pid_t = 0
        let failed = withCStrings([program] + arguments) { arguments in
            withCStrings(variables) { variables in
                posix_spawnp(
                    &child, program, &actions, &attributes, UnsafePointer(OpaquePointer(arguments)),
                    UnsafePointer(OpaquePointer(variables)))
            }
        }
        return failed == 0 ? child : nil
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
