extension Response {
    /// A file that the browser saves and keeps no other copy of.
    ///
    /// `plain` is its name in letters, digits, dots and hyphens, for programs that know no other; `named` is the one people
    /// see (RFC 6266, section 4.3), in whatever script.
    public static func download(
        _ body: Content, _ type: String, plain: String, named name: String? = nil
    ) -> Response {
        var disposition = "attachment; filename=\"\(plain)\""
        if let name { disposition += "; \(FileName.field(name))" }
        return Response(
            headers: ["Content-Type": type, "Content-Disposition": disposition, "Cache-Control": "no-store"], body: body
        )
    }
}

/// How a file's name is written in a header.
enum FileName {
    /// `filename*=UTF-8''…` with every byte that is no plain letter or digit as `%XX` (RFC 8187).
    static func field(_ name: String) -> String {
        var text = "filename*=UTF-8''"
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: text.unicodeScalars.append(.init(byte))
            default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
