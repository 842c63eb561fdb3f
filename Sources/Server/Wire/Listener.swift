import CMicroHTTPD
import Glibc

/// The socket that connections come in by, opened here so that a failure has a name.
struct Listener {
    let socket: Int32
    let port: UInt16

    init(host: String, port: UInt16) throws(ServerProblem) {
        var wish = addrinfo()
        wish.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        wish.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &wish, &found) == 0, let place = found else {
            throw ServerProblem(.badAddress(host), code: 0)
        }
        defer { freeaddrinfo(found) }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(place.pointee.ai_family, kind, 0)
        guard socket >= 0 else { throw ServerProblem(.listening) }
        var on: Int32 = 1
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, 4)
        guard bind(socket, place.pointee.ai_addr, place.pointee.ai_addrlen) == 0, listen(socket, 1024) == 0 else {
            let code = errno
            close(socket)
            throw ServerProblem(Listener.cause(code, host, port), code: code)
        }
        self.socket = socket
        self.port = Listener.port(of: socket)
    }

    private static func cause(_ code: Int32, _ host: String, _ port: UInt16) -> ServerProblem.Cause {
        switch code {
        case EADDRINUSE: .portInUse(port)
        case EACCES: .forbiddenPort(port)
        case EADDRNOTAVAIL: .badAddress(host)
        default: .listening
        }
    }

    private static func port(of socket: Int32) -> UInt16 {
        var space = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutableBytes(of: &space) { raw in
            let address = raw.baseAddress!.assumingMemoryBound(to: sockaddr.self)
            guard getsockname(socket, address, &size) == 0 else { return 0 }
            // Family, then port: the same place in both kinds of address.
            return UInt16(bigEndian: raw.load(fromByteOffset: 2, as: UInt16.self))
        }
    }

    /// The address in figures, without its port; an IPv4 address that came over IPv6 in its own form.
    static func address(_ peer: UnsafePointer<sockaddr>?) -> String {
        guard let peer else { return "" }
        let isLong = Int32(peer.pointee.sa_family) == AF_INET6
        let size = isLong ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        guard getnameinfo(peer, socklen_t(size), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
            return ""
        }
        let name = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return name.hasPrefix("::ffff:") && name.contains(".") ? String(name.dropFirst(7)) : name
    }
}
