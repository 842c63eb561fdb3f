import Glibc
import Synchronization

/// A file that a visitor sent, lying in the spool folder.
///
/// It is deleted with the last reference to it, unless `keep(at:)` moved it away before.
public final class Upload: Sendable {
    public let field: String
    /// As the client named it, without folders. Untrusted: fit to be shown, not to be a path.
    public let fileName: String
    /// As the client named it. Untrusted.
    public let contentType: String
    /// In bytes.
    public let size: Int
    public let path: String
    private let isKept = Atomic(false)

    public init(field: String, fileName: String, contentType: String, size: Int, path: String) {
        self.field = field
        self.fileName = fileName
        self.contentType = contentType
        self.size = size
        self.path = path
    }

    deinit {
        if !isKept.load(ordering: .relaxed) { _ = unlink(path) }
    }

    /// Moves the file to another place on the same file system, over whatever lies there.
    public func keep(at destination: String) throws(ServerProblem) {
        guard rename(path, destination) == 0 else { throw ServerProblem(.file(destination)) }
        isKept.store(true, ordering: .relaxed)
    }
}
