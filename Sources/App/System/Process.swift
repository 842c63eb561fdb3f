import Glibc

/// What the system says of this process.
enum OwnProcess {
    /// The environment it was started with.
    static var environment: [String: String] {
        var found: [String: String] = [:]
        for line in (Files.read("/proc/self/environ") ?? []).split(separator: 0) {
            let parts = String(decoding: line, as: UTF8.self).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { found[String(parts[0])] = String(parts[1]) }
        }
        return found
    }

    /// Its number.
    static var id: Int32 { getpid() }

    /// Where the binary lies.
    static var binary: String {
        var bytes = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Bytes of memory that a process holds, this one or another; nil when it is gone.
    static func memory(of id: Int32 = getpid()) -> Int? {
        guard let text = Files.text("/proc/\(id)/statm") else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return pages.map { $0 * Int(getpagesize()) }
    }

    /// The most memory this process held since `forgetPeak`, in MiB.
    static var peak: Double {
        let lines = (Files.text("/proc/self/status") ?? "").split(separator: "\n")
        let words = lines.first { $0.hasPrefix("VmHWM:") }?.split(separator: " ") ?? []
        return words.count > 1 ? (Double(words[1]) ?? 0) / 1024 : 0
    }

    /// Lets the peak begin at what is held now.
    static func forgetPeak() {
        let file = unsafe open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        Files.write("5".utf8, to: file)
        close(file)
    }
}

/// Says a line to whoever started the program.
func say(_ words: String) {
    Files.write("\(words)\n".utf8, to: STDOUT_FILENO)
}

/// Says a line on the way that is for what went wrong.
func complain(_ words: String) {
    Files.write("\(words)\n".utf8, to: STDERR_FILENO)
}
