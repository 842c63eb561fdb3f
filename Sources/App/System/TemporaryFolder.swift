import Glibc

/// A folder for work that is thrown away afterwards.
struct TemporaryFolder: Sendable {
    let path: String

    init() throws(StartProblem) {
        var template = Array("/tmp/unionhome-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw StartProblem("不能在 /tmp 建临时目录。") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The place of a file in it.
    func path(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws(StartProblem) {
        let file = unsafe open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StartProblem("不能写入 \(path(name))。") }
        defer { close(file) }
        guard Files.write(text.utf8, to: file) else { throw StartProblem("不能写入 \(path(name))。") }
    }

    /// Removes it with all it holds; what cannot be removed stays.
    func remove() {
        (try? Child("rm", ["-rf", "--", path]))?.wait()
    }
}
