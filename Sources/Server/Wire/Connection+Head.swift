import CMicroHTTPD
import Glibc
import Synchronization

/// The first step of a request: its head is checked, and refused before its body where it must be.
extension Connection {
    func receive(_ name: UnsafePointer<CChar>, _ version: UnsafePointer<CChar>) -> Bool {
        var headers = Headers()
        withUnsafeMutablePointer(to: &headers) { _ = MHD_get_connection_values_n(wire, .header, gatherHeader, $0) }
        guard let method = Method(name) else { return refuse(Reply(problem: 501, closes: true)) }
        let length: Announced
        switch announced(headers, isRecent: strcmp(version, "HTTP/1.1") == 0) {
        case .failure(let refusal): return refuse(Reply(problem: refusal.status, closes: true))
        case .success(let found): length = found
        }
        guard let target else { return refuse(Reply(problem: 400, closes: true)) }
        let counters = server.counters
        if counters.inFlight.load(ordering: .relaxed) >= server.settings.inFlightLimit || server.isClosed {
            return refuse(Reply(problem: 503))
        }
        let origin = Origin(peer, headers, proxies: server.settings.proxies)
        let request = Request(
            method, target.path, query: target.query, headers: headers, remote: origin.remote,
            isSecure: origin.isSecure, number: server.nextNumber())
        return length == .none ? expect(.empty, for: request) : awaitBody(request, length)
    }

    /// What is known of the body from the head.
    enum Announced: Equatable { case none, bytes(Int), pieces }

    private func announced(_ headers: Headers, isRecent: Bool) -> Result<Announced, Intake.Refusal> {
        var hosts = 0
        var lengths: [String] = []
        var coding: [String] = []
        headers.visit { name, value in
            if Headers.same(name, "Host") {
                hosts += 1
            } else if Headers.same(name, "Content-Length") {
                lengths.append(String(decoding: value, as: UTF8.self))
            } else if Headers.same(name, "Transfer-Encoding") {
                coding.append(String(decoding: value, as: UTF8.self))
            }
            return true
        }
        guard hosts == 1 || hosts == 0 && !isRecent else { return .failure(.bad) }
        guard mhd_head_size(wire) <= server.settings.headLimit else { return .failure(.init(status: 431)) }
        if !coding.isEmpty {
            // Length and pieces at once is how a request is smuggled past a proxy.
            guard lengths.isEmpty else { return .failure(.bad) }
            return coding.count == 1 && coding[0].lowercased() == "chunked"
                ? .success(.pieces) : .failure(.init(status: 501))
        }
        guard let text = lengths.first else { return .success(.none) }
        guard lengths.count == 1, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int(text) else {
            return .failure(.bad)
        }
        return .success(count == 0 ? .none : .bytes(count))
    }

    /// An empty body is awaited too: the library closes a connection whose request was answered at its head.
    private func expect(_ intake: Intake, for request: Request) -> Bool {
        draft = request
        self.intake = intake
        phase = .body
        return enter(.body, for: server.patience.body)
    }

    private func awaitBody(_ request: Request, _ length: Announced) -> Bool {
        var count: Int?
        if case .bytes(let bytes) = length { count = bytes }
        let head = Head(method: request.method, path: request.path, headers: request.headers, announcedLength: count)
        if let early = server.settings.admit?(head) {
            return refuse(Reply(Settled(early, for: request.method, request.headers), closes: true))
        }
        switch Intake.made(for: head, on: wire, server.settings) {
        case .failure(let refusal): return refuse(Reply(problem: refusal.status, closes: true))
        case .success(let intake): return expect(intake, for: request)
        }
    }
}

extension Method {
    fileprivate init?(_ name: UnsafePointer<CChar>) {
        switch name[0] {
        case 0x47 where strcmp(name, "GET") == 0: self = .get
        case 0x50 where strcmp(name, "POST") == 0: self = .post
        default: self.init(rawValue: String(cString: name))
        }
    }
}

/// Where a request comes from, after what trusted proxies say of it.
struct Origin: Equatable {
    let remote: String
    let isSecure: Bool

    init(_ peer: String, _ headers: Headers, proxies: Set<String>) {
        guard !proxies.isEmpty, proxies.contains(peer) else {
            remote = peer
            isSecure = false
            return
        }
        let line = headers.all("X-Forwarded-For").joined(separator: ",")
        let hops: [String] = line.split(separator: ",").map { $0.filter { $0 != " " } }
        // Each proxy appends whom it saw; what stands left of the first stranger is the stranger's own invention.
        let stranger = hops.reversed().first { !proxies.contains($0) }
        if let stranger, Origin.isAddress(stranger) { remote = stranger } else { remote = peer }
        isSecure = headers.all("X-Forwarded-Proto").last?.lowercased() == "https"
    }

    private static func isAddress(_ text: String) -> Bool {
        var space = in6_addr()
        return inet_pton(AF_INET, text, &space) == 1 || inet_pton(AF_INET6, text, &space) == 1
    }
}
