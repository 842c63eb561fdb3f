import Glibc

/// An address of the net as the system's resolver gives it.
struct NetAddress: Equatable, Sendable {
    /// Four bytes or sixteen.
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// As a number of its kind is written.
    init?(_ text: String) {
        var four = in_addr(), six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    /// All addresses of a name, in the resolver's order. Waits; to be called on a thread of one's own.
    static func all(of host: String) -> [NetAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        guard getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetAddress] = []
        var next = list
        while let entry = next {
            if let address = NetAddress(entry.pointee) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }

    private init?(_ entry: addrinfo) {
        guard let socket = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            bytes = socket.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { four in
                withUnsafeBytes(of: four.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            bytes = socket.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { six in
                withUnsafeBytes(of: six.pointee.sin6_addr) { Array($0) }
            }
        default: return nil
        }
    }

    /// As the library takes it to pin a name.
    var text: String {
        var out = [CChar](repeating: 0, count: 64)
        _ = inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &out, 64)
        let words = String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return bytes.count == 4 ? words : "[\(words)]"
    }

    /// Whether a parcel may go there.
    func isAllowed(_ outreach: Outreach) -> Bool {
        switch outreach {
        case .world: isPublic
        case .loopback: isPublic || isLoopback
        case .inward: isPublic || isLoopback || isPrivate
        }
    }

    /// The address of the fourth version that lies in one of the sixth, where it does.
    private var four: [UInt8]? {
        guard bytes.count == 16 else { return bytes }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        let isTranslated = bytes[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if isMapped || isTranslated { return Array(bytes[12...]) }
        return bytes[0] == 0x20 && bytes[1] == 0x02 ? Array(bytes[2..<6]) : nil
    }

    var isLoopback: Bool {
        four.map { $0[0] == 127 } ?? (bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1)
    }

    /// Of a net of one's own: 10/8, 172.16/12, 192.168/16, fc00::/7.
    var isPrivate: Bool {
        guard let four else { return bytes[0] & 0xFE == 0xFC }
        return four[0] == 10 || (four[0] == 172 && four[1] & 0xF0 == 16) || (four[0] == 192 && four[1] == 168)
    }

    /// Of the world, reserved for nothing else (RFC 6890).
    var isPublic: Bool {
        guard let four else {
            let isTeredo = bytes[..<4] == [0x20, 0x01, 0, 0]
            let isForBooks = bytes[..<4] == [0x20, 0x01, 0x0D, 0xB8]
            return bytes[0] & 0xE0 == 0x20 && !isTeredo && !isForBooks
        }
        switch (four[0], four[1], four[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _), (169, 254, _), (192, 168, _), (192, 0, 0), (192, 0, 2),
            (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113):
            return false
        case (100, 64..<128, _), (172, 16..<32, _): return false
        default: return true
        }
    }
}
