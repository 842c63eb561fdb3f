import Glibc
import Sheets
import Vault
import Web

/// The folder where files lie while they wait to be looked at; nobody but the house may enter it.
struct ImportFiles: Sendable {
    let folder: String

    /// Where the file of a batch lies.
    func path(of batch: ID<ImportBatch>) -> String { "\(folder)/import-\(batch)" }

    /// Where a file that is being made lies until it is sent.
    func made(_ name: String) -> String { "\(folder)/made-\(name)" }

    /// Makes the folder if it is not there.
    func prepare() {
        unsafe mkdir(folder, 0o700)
    }

    /// Lets a file that lies elsewhere be read from here; removing the link leaves the file.
    func link(_ target: String, as path: String) throws(SheetProblem) {
        guard let whole = unsafe realpath(target, nil) else { throw .unreadable }
        defer { unsafe free(whole) }
        guard unsafe symlink(whole, path) == 0 else { throw .unreadable }
    }

    func remove(_ path: String) {
        unsafe unlink(path)
    }

    /// Writes a small file, readable by its owner only.
    static func write(_ bytes: [UInt8], to path: String) throws(SheetProblem) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unreadable }
        defer { close(file) }
        let count = unsafe Glibc.write(file, bytes, bytes.count)
        guard count == bytes.count else { throw .unreadable }
    }

    /// All bytes of a file. Fails as unreadable when it is not there.
    static func bytes(of path: String) throws(SheetProblem) -> [UInt8] {
        do { return try DiskFile(path).bytes() } catch { throw .unreadable }
    }

    /// The digest of a file's bytes, in hexadecimal.
    static func digest(of path: String) throws(SheetProblem) -> String {
        var stream = Digest.Stream()
        do { try DiskFile(path).pieces { stream.add($0) } } catch { throw .unreadable }
        return stream.finished().hex
    }
}
