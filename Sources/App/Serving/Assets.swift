import Server

/// The folder of stylesheet, scripts and pictures, sent as `/assets/…`.
struct Assets: Sendable {
    let folder: String

    /// The types that are sent; a file of another ending is not there.
    static let types: [String: String] = [
        "css": "text/css; charset=utf-8", "mjs": "text/javascript; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "ico": "image/x-icon",
        "woff2": "font/woff2", "json": "application/json", "txt": "text/plain; charset=utf-8",
        "webmanifest": "application/manifest+json", "wasm": "application/wasm",
    ]

    /// The folder that the settings name, or the one beside the binary, or `Assets` where the program was started.
    static func find(_ named: String?) throws(StartProblem) -> Assets {
        if let named {
            guard Files.isFolder(named) else { throw .order("设置 --assets 的目录“\(named)”不存在。") }
            return Assets(folder: named)
        }
        let home = OwnProcess.binary.split(separator: "/").dropLast().map { "/\($0)" }.joined()
        let places = ["\(home)/Assets", "\(home)/../share/unionhome/assets", "Assets"]
        guard let folder = places.first(where: Files.isFolder) else {
            throw .order("找不到样式目录。请用 --assets 指明，或把 Assets 放在程序旁边。")
        }
        return Assets(folder: folder)
    }

    /// Answers `/assets/…`. Nothing outside the folder is ever named: each segment is a plain name.
    func answer(_ request: Request) -> Response {
        guard request.method == .get || request.method == .head else { return .problem(405) }
        let names = request.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2)
        guard !names.isEmpty, names.allSatisfy(Self.isName), let ending = names.last?.split(separator: ".").last,
            let type = Self.types[String(ending)]
        else { return .problem(404) }
        let path = "\(folder)/\(names.joined(separator: "/"))"
        guard Files.isFile(path) else { return .problem(404) }
        let isVersioned = request.query("v") != nil
        return Response(
            headers: [
                "Cache-Control": isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=3600",
                "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin",
            ], body: .file(FileContent(path: path, contentType: type)))
    }

    /// Letters, digits, `-`, `_` and `.`, not beginning with a dot.
    private static func isName(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, first != 0x2E else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case 0x2D, 0x2E, 0x5F, 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
    }
}
