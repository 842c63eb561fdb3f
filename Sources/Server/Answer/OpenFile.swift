import Glibc
import Synchronization

/// A regular file open for reading, with what the system knew of it at that moment.
final class OpenFile: Sendable {
    let descriptor: Int32
    let size: Int
    /// Made of size and time of change, in hex.
    let tag: String
    /// As `Last-Modified` says it.
    let modified: String
    private let isTaken = Atomic(false)

    /// Nil when there is no such file or it cannot be read.
    init?(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        size = Int(facts.st_size)
        let moment = facts.st_mtim.tv_sec * 1_000_000 + facts.st_mtim.tv_nsec / 1000
        tag = String(moment, radix: 16) + "-" + String(size, radix: 16)
        modified = OpenFile.date(facts.st_mtim.tv_sec)
    }

    deinit {
        if !isTaken.load(ordering: .relaxed) { close(descriptor) }
    }

    /// The descriptor, whose closing is now the taker's.
    func take() -> Int32 {
        isTaken.store(true, ordering: .relaxed)
        return descriptor
    }

    /// A time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func date(_ seconds: Int) -> String {
        var seconds = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(twoDigits).joined(separator: ":")
        let day = "\(twoDigits(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900)"
        return "\(days[Int(parts.tm_wday)]), \(day) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
}
