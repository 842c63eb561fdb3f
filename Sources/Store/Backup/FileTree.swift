import Glibc

/// Paths of all files below a folder, relative to it, in order; none when there is no such folder. Links are left out.
func filesBelow(_ folder: String) throws -> [String] {
    guard isFolder(folder) else { return [] }
    var found: [String] = []
    for name in try namesIn(folder) {
        let path = "\(folder)/\(name)"
        if isFolder(path) {
            found += try filesBelow(path).map { "\(name)/\($0)" }
        } else if isPlainFile(path) {
            found.append(name)
        }
    }
    return found
}

func parent(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
}

func isPlainFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// Renames within one file system, durably.
func move(_ source: String, to target: String) throws {
    guard rename(source, target) == 0 else { throw FileProblem("rename", source) }
    try syncFolder(parent(of: target))
}

/// Size and SHA-256 of a file, read piece by piece.
func digestOfFile(_ path: String) throws -> (size: Int, digest: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileProblem("open", path) }
    defer { close(file) }
    var digest = Digest()
    var size = 0
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { piece.deallocate() }
    while true {
        let count = read(file, piece.baseAddress, piece.count)
        guard count >= 0 else { throw FileProblem("read", path) }
        guard count > 0 else { return (size, digest.finish()) }
        size += count
        digest.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
    }
}
