import Base
import Glibc

/// The folder where uploads wait.
enum Spool {
    private static let prefix = "upload-"

    static func freshName() -> String {
        var dice = Dice.system
        return prefix + String(dice.next(), radix: 36) + String(dice.next(), radix: 36)
    }

    /// Makes the folder and sweeps what a process that died left there more than a day ago.
    static func prepare(_ folder: String) throws(ServerProblem) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST, access(folder, W_OK | X_OK) == 0, let list = opendir(folder)
        else { throw ServerProblem(.spool(folder)) }
        defer { closedir(list) }
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        while let entry = readdir(list) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { space in
                String(cString: UnsafeRawPointer(space).assumingMemoryBound(to: CChar.self))
            }
            var facts = stat()
            guard name.hasPrefix(prefix), stat("\(folder)/\(name)", &facts) == 0,
                facts.st_mtim.tv_sec < time.tv_sec - 86_400
            else { continue }
            unlink("\(folder)/\(name)")
        }
    }
}
