import Glibc
public import Testing

/// Compares a text with the file of this name in `Tests/HouseTests/Golden`; `RECORD=1` writes the file anew instead.
public func golden(_ name: String, is text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let path = root + "/Tests/HouseTests/Golden/" + name
    if setting("RECORD") != nil {
        guard write(text, to: path) else {
            Issue.record("\(path) cannot be written", sourceLocation: sourceLocation)
            return
        }
        return
    }
    guard let kept = contents(of: path) else {
        Issue.record("there is no golden \(name) yet: run with RECORD=1 and read it", sourceLocation: sourceLocation)
        return
    }
    guard kept != text else { return }
    Issue.record(
        "\(name) is not what it was; if that is meant, RECORD=1 writes it anew\n\(difference(kept, text))",
        sourceLocation: sourceLocation)
}

/// Where the package lies: three steps above this file.
private let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

/// What went and what came, line by line, with the number of the line; at most 60 lines of it.
func difference(_ old: String, _ new: String) -> String {
    let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
    var changes: [(line: Int, text: String)] = []
    for change in lines(new).difference(from: lines(old)) {
        switch change {
        case .remove(let line, let text, _): changes.append((line, "- \(line + 1): \(text)"))
        case .insert(let line, let text, _): changes.append((line, "+ \(line + 1): \(text)"))
        }
    }
    let sorted = changes.sorted { $0.line < $1.line }.map(\.text)
    let rest = sorted.count > 60 ? ["… and \(sorted.count - 60) lines more"] : []
    return (sorted.prefix(60) + rest).joined(separator: "\n")
}

private func contents(of path: String) -> String? {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe read(file, &piece, piece.count)
        guard count > 0 else { break }
        bytes += piece.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func write(_ text: String, to path: String) -> Bool {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    unsafe mkdir(folder, 0o755)
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard file >= 0 else { return false }
    defer { close(file) }
    let bytes = Array(text.utf8)
    return unsafe write(file, bytes, bytes.count) == bytes.count
}
