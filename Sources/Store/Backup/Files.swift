import Glibc

/// The system refused something about a file.
struct FileProblem: Error, CustomStringConvertible {
    let description: String
    let code: Int32

    /// Takes the reason from `errno`, so it is made at once.
    init(_ call: String, _ path: String) {
        code = errno
        description = "\(call) \(path): \(String(cString: strerror(code)))"
    }
}

/// Copies a file whole and syncs it; the target must not be there.
func copyFile(_ source: String, to target: String, syncing: Bool = false) throws {
    let from = open(source, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw FileProblem("open", source) }
    defer { close(from) }
    let to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard to >= 0 else { throw FileProblem("create", target) }
    defer { close(to) }
    while true {
        let count = sendfile(to, from, nil, 1 << 30)
        guard count >= 0 else { throw FileProblem("write", target) }
        if count == 0 { break }
    }
    guard !syncing || fsync(to) == 0 else { throw FileProblem("fsync", target) }
}

/// Names in a folder, without the two dots, in order. Fails when there is no such folder.
public func namesIn(_ folder: String) throws -> [String] {
    guard let listing = opendir(folder) else { throw FileProblem("opendir", folder) }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
}

/// Whether something of this name is there, and whether it is a folder.
func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
}

/// Makes a folder that only we may enter, and those above it that are missing.
func makeFolder(_ path: String) throws {
    guard !isFolder(path) else { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileProblem("mkdir", path) }
}

/// Removes a folder with all that is in it, as far as the system lets us. Links are removed, not followed.
func removeFolder(_ path: String) {
    for name in (try? namesIn(path)) ?? [] {
        let inner = "\(path)/\(name)"
        if isFolder(inner) { removeFolder(inner) } else { unlink(inner) }
    }
    rmdir(path)
}

/// Writes a small file so that it is there whole or not at all, also after the power fails.
func writeFile(_ text: String, to path: String) throws {
    let draft = path + ".new"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileProblem("create", draft) }
    let count = text.utf8.count
    let isWritten = write(file, text, count) == count && fsync(file) == 0
    close(file)
    guard isWritten, rename(draft, path) == 0 else { throw FileProblem("write", path) }
    try syncFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
}

/// Makes the names in a folder durable.
func syncFolder(_ path: String) throws {
    let folder = open(path.isEmpty ? "/" : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw FileProblem("open", path) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw FileProblem("fsync", path) }
}

/// A small file as text.
func readFile(_ path: String) throws -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileProblem("open", path) }
    defer { close(file) }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(file, &piece, piece.count)
        guard count >= 0 else { throw FileProblem("read", path) }
        guard count > 0 else { return String(decoding: text, as: UTF8.self) }
        text += piece[..<count]
    }
}
