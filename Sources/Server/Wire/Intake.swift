import CMicroHTTPD

/// The body of one request while it comes in. Touched by its connection's callbacks alone.
final class Intake {
    /// Why a body is not taken, as a status.
    struct Refusal: Error, Equatable {
        let status: Int

        static let bad = Refusal(status: 400)
        static let tooLarge = Refusal(status: 413)
        static let notUnderstood = Refusal(status: 415)
    }

    /// What is read and dropped of a body that turned out too large, so that its sender can read the 413.
    private static let grace = 4 << 20

    private let limit: Int
    private let sheet: FormSheet?
    private var bytes: [UInt8] = []
    private var count = 0
    private var refusal: Refusal?

    static var empty: Intake { Intake(limit: 0, sheet: nil) }

    private init(limit: Int, sheet: FormSheet?) {
        self.limit = limit
        self.sheet = sheet
    }

    /// The intake for what the head announces, or why there is none.
    static func made(
        for head: Head, on wire: OpaquePointer, _ settings: ServerSettings
    ) -> Result<Intake, Refusal> {
        let line = head.headers["Content-Type"] ?? ""
        let type = String(line.prefix { $0 != ";" }.filter { $0 != " " }).lowercased()
        let isMultipart = type == "multipart/form-data"
        let limit = isMultipart ? settings.uploadLimit : settings.bodyLimit
        if let length = head.announcedLength, length > limit { return .failure(.tooLarge) }
        guard isMultipart || type == "application/x-www-form-urlencoded" else {
            let isUnderstood = settings.bodyTypes.contains(type) || type.hasSuffix("+json")
            return isUnderstood ? .success(Intake(limit: limit, sheet: nil)) : .failure(.notUnderstood)
        }
        if isMultipart, !hasBoundary(line) { return .failure(.bad) }
        guard let sheet = FormSheet(on: wire, settings) else { return .failure(.bad) }
        return .success(Intake(limit: limit, sheet: sheet))
    }

    /// The library's own check of the boundary was wrong for long ones (CVE-2023-27371), so it is made here.
    private static func hasBoundary(_ line: String) -> Bool {
        guard let at = line.lowercased().range(of: "boundary=") else { return false }
        var boundary = line[at].prefix { $0 != ";" }
        if boundary.first == "\"", boundary.last == "\"", boundary.count > 2 {
            boundary = boundary.dropFirst().dropLast()
        }
        return (1...70).contains(boundary.utf8.count) && !boundary.contains("\"")
    }

    /// Takes a piece; false when far more came than may.
    func take(_ piece: UnsafeRawBufferPointer) -> Bool {
        count += piece.count
        guard count <= limit else {
            refusal = refusal ?? .tooLarge
            bytes = []
            return count <= limit + Intake.grace
        }
        guard refusal == nil else { return true }
        if let sheet {
            refusal = sheet.take(piece)
        } else {
            bytes.append(contentsOf: piece)
        }
        return true
    }

    /// The whole body.
    func finish() -> Result<Body, Refusal> {
        if let refusal { return .failure(refusal) }
        guard let sheet else { return .success(count == 0 ? .none : .bytes(bytes)) }
        return sheet.finish().map(Body.form)
    }
}

extension String {
    /// What follows the first occurrence of an ASCII word.
    fileprivate func range(of word: String) -> PartialRangeFrom<String.Index>? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(word) { return index(at, offsetBy: word.count)... }
            formIndex(after: &at)
        }
        return nil
    }
}
