/// The place a request names: a path and a query, each percent-decoded exactly once.
struct Target: Sendable {
    let path: String
    let query: [(name: String, value: String)]

    static let root = Target(path: "/", query: [])

    init(path: String, query: [(name: String, value: String)]) {
        self.path = path
        self.query = query
    }

    /// Nil when the target is no path, holds a fragment, a bad escape, bytes that are no UTF-8, a control
    /// character or a ".." segment, plain or escaped.
    init?(_ raw: UnsafeBufferPointer<UInt8>) {
        guard let raw = Target.withoutAuthority(raw) else { return nil }
        for byte in raw where byte < 0x21 || byte == 0x7F || byte == 0x23 { return nil }
        let mark = raw.firstIndex(of: 0x3F)
        let place = UnsafeBufferPointer(rebasing: raw[..<(mark ?? raw.count)])
        guard let path = Target.decoded(place, plusIsSpace: false), !Target.climbs(path) else { return nil }
        self.path = path
        guard let mark else {
            query = []
            return
        }
        guard let query = Target.pairs(UnsafeBufferPointer(rebasing: raw[(mark + 1)...])) else { return nil }
        self.query = query
    }

    /// The path part of `http://host/path`, which a proxy may send.
    private static func withoutAuthority(_ raw: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
        guard raw.first != 0x2F else { return raw }
        for scheme: StaticString in ["http://", "https://"] {
            let length = scheme.utf8CodeUnitCount
            let name = UnsafeBufferPointer(start: scheme.utf8Start, count: length)
            guard raw.count > length, zip(raw, name).allSatisfy(==),
                let slash = raw[length...].firstIndex(of: 0x2F)
            else { continue }
            return UnsafeBufferPointer(rebasing: raw[slash...])
        }
        return nil
    }

    private static func climbs(_ path: String) -> Bool {
        guard path.utf8.contains(0x2E) else { return false }
        return path.utf8.split(separator: 0x2F).contains { $0.elementsEqual("..".utf8) }
    }

    private static func pairs(_ raw: UnsafeBufferPointer<UInt8>) -> [(name: String, value: String)]? {
        var found: [(name: String, value: String)] = []
        for part in raw.split(separator: 0x26) {
            let equals = part.firstIndex(of: 0x3D)
            let name = UnsafeBufferPointer(rebasing: part[..<(equals ?? part.endIndex)])
            let rest = equals.map { UnsafeBufferPointer(rebasing: part[($0 + 1)...]) }
            guard let name = decoded(name, plusIsSpace: true),
                let value = rest.map({ decoded($0, plusIsSpace: true) }) ?? ""
            else { return nil }
            found.append((name, value))
        }
        return found
    }

    /// The text behind percent escapes; nil for a bad escape, a control character behind one, or bad UTF-8.
    static func decoded(_ raw: UnsafeBufferPointer<UInt8>, plusIsSpace: Bool) -> String? {
        guard raw.contains(where: { $0 == 0x25 || (plusIsSpace && $0 == 0x2B) }) else {
            return String(validating: raw, as: UTF8.self)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(raw.count)
        var at = 0
        while at < raw.count {
            switch raw[at] {
            case 0x25:
                guard at + 2 < raw.count, let high = digit(raw[at + 1]), let low = digit(raw[at + 2])
                else { return nil }
                let byte = high << 4 | low
                guard byte != 0, plusIsSpace || (byte >= 0x20 && byte != 0x7F) else { return nil }
                bytes.append(byte)
                at += 3
            case 0x2B where plusIsSpace:
                bytes.append(0x20)
                at += 1
            default:
                bytes.append(raw[at])
                at += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
