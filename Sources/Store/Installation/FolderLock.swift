import Glibc

/// The right to write a folder, held by one process at a time and given back by the system when it dies.
final class FolderLock: Sendable {
    private let file: Int32

    /// Fails with the number of the process that holds it.
    init(_ path: String) throws {
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileProblem("open", path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            var text = [UInt8](repeating: 0, count: 20)
            let count = max(0, pread(file, &text, text.count, 0))
            close(file)
            let holder = String(decoding: text[..<count], as: UTF8.self).split(separator: "\n").first ?? "?"
            throw StoreProblem.unavailable("the process \(holder) has this installation open (\(path))")
        }
        let line = "\(getpid())\n"
        ftruncate(file, 0)
        pwrite(file, line, line.utf8.count, 0)
    }

    /// Gives the folder back. Unlocking says so for every copy of the descriptor, also one that a child just about to start
    /// another program holds for a moment; closing would leave that one the lock.
    func release() {
        flock(file, LOCK_UN)
    }

    deinit {
        flock(file, LOCK_UN)
        // The file stays: removing it would let two processes lock two files of one name.
        close(file)
    }
}
