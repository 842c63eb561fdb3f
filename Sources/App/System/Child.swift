import Glibc

/// A program that this one started, with its standard output in our hands. Its methods wait: use them through
/// `onThread`.
final class Child: Sendable {
    let id: pid_t
    private let output: Int32

    /// Starts `program`, looked up like a shell would, with the environment of this process.
    init(_ program: String, _ arguments: [String]) throws(StartProblem) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw StartProblem("不能打开管道。") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        // A child begins with no signal held, whatever this process holds.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        var child: pid_t = 0
        let failed = unsafe posix_spawnp(&child, program, &actions, &attributes, &words, environ)
        unsafe words.forEach { unsafe free($0) }
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe posix_spawnattr_destroy(&attributes)
        close(ends[1])
        guard failed == 0 else {
            close(ends[0])
            throw StartProblem("不能启动 \(program)（系统错误 \(failed)）。")
        }
        id = child
        output = ends[0]
    }

    deinit {
        close(output)
    }

    /// All that it writes until it ends.
    func text() -> String {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe read(output, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += part[..<count]
        }
    }

    /// The first line it writes, or what there is of it when it ends.
    func line() -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while unsafe read(output, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    func signal(_ number: Int32) {
        kill(id, number)
    }

    /// Waits for its end and gives its exit status, 128 and the signal's number when it was killed.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(id, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
