import Glibc
public import Vault

/// Where the uploaded files of one federation lie: scans of papers, photographs. One folder beside its store, behind this
/// type, so that something else may keep them one day.
///
/// A file is sealed under the ring and named by a keyed digest of its wall and its bytes: neither name nor content tells
/// anything to whoever has the disk, and equal files within a wall lie once. It is put here before the commit of the row
/// that holds its mark; what no row came to hold is swept a day later.
public struct Shelf: Sendable {
    let folder: String
    let ring: KeyRing

    public init(_ site: SiteFacts) {
        self.init(files: site.filesFolder, ring: site.ring)
    }

    /// The shelf of a federation whose site is not served: for commands.
    public init(files folder: String, ring: KeyRing) {
        self.init(folder: "\(folder)/shelf", ring: ring)
    }

    init(folder: String, ring: KeyRing) {
        self.folder = folder
        self.ring = ring
    }

    /// Keeps bytes and gives the mark to find them by. `wall` says who may share equal bytes: with a person's number in it
    /// nobody else's row ever names the same file, so that it can be destroyed at once.
    public func keep(_ bytes: [UInt8], wall: String) throws -> String {
        let mark = BlindIndex.of("\(wall) \(Digest.of(bytes).hex)", purpose: "shelf", ring: ring)
        unsafe mkdir(folder, 0o700)
        let path = path(of: mark)
        guard unsafe access(path, F_OK) != 0 else { return mark }
        let draft = try draft(ring.seal(bytes, for: Self.place(mark)), beside: path)
        guard unsafe rename(draft, path) == 0 else {
            let problem = DiskFile.Problem("rename")
            unsafe unlink(draft)
            throw problem
        }
        try syncFolder()
        return mark
    }

    /// The bytes behind a mark. What is gone from the disk is missing.
    public func bytes(of mark: String) throws -> [UInt8] {
        guard Self.isMark(mark) else { throw Refusal.missing }
        do {
            return try ring.open(Sealed(try DiskFile(path(of: mark)).bytes()), for: Self.place(mark))
        } catch let problem as DiskFile.Problem where problem.isMissing {
            throw Refusal.missing
        }
    }

    /// Destroys a file at once. Only where its wall lets no other row name it.
    public func destroy(_ mark: String) {
        guard Self.isMark(mark) else { return }
        remove(mark)
    }

    /// Takes a name away, and never between the two looks of somebody who puts a new file in its place.
    func remove(_ name: String) {
        let isRemoved: Void? = try? alone { _ = unsafe unlink(path(of: name)) }
        // There is no folder to hold, so there is no file.
        if isRemoved == nil { unsafe unlink(path(of: name)) }
    }

    func path(of mark: String) -> String { "\(folder)/\(mark)" }

    /// Marks are lowercase hexadecimal, so none leads out of the folder.
    static func isMark(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    static func place(_ mark: String) -> SealContext {
        SealContext(table: "shelf", column: "file", row: mark)
    }

    /// Writes a sealed file beside the one whose place it shall take, and sees it onto the disk; gives its path.
    func draft(_ sealed: Sealed, beside path: String) throws(DiskFile.Problem) -> String {
        let draft = "\(path).\(Secret.token(bytes: 6))"
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DiskFile.Problem("open") }
        let isWritten = Self.write(sealed.bytes, to: file) && fsync(file) == 0
        let problem = DiskFile.Problem("write")
        close(file)
        guard isWritten else {
            unsafe unlink(draft)
            throw problem
        }
        return draft
    }

    /// Runs `body`, which is short, while nobody else does so in any process.
    func alone<Result>(_ body: () throws(DiskFile.Problem) -> Result) throws(DiskFile.Problem) -> Result {
        let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw DiskFile.Problem("open") }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DiskFile.Problem("flock") }
        }
        return try body()
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    func syncFolder() throws {
        let file = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(file) }
        guard file >= 0, fsync(file) == 0 else { throw DiskFile.Problem("fsync") }
    }
}
