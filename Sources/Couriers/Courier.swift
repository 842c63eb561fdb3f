import CCurl
import Glibc

/// Takes parcels to other machines over HTTP.
///
/// The name is resolved once, its addresses are asked whether they are allowed, and the talk is pinned to the one that is,
/// so that no later answer of the resolver leads inside. No redirects, no proxy, no cookies; TLS is checked.
public struct Courier: Sendable {
    public let outreach: Outreach
    /// Seconds for the connection, and for the whole.
    private let patience: (connecting: Int, whole: Int)

    public init(_ outreach: Outreach, connectingWithin connecting: Int = 5, within whole: Int = 15) {
        self.outreach = outreach
        patience = (connecting, whole)
    }

    /// Sends on a thread of its own, because resolving and talking wait. The caller bounds how many go at once.
    public func send(_ parcel: Parcel) async -> Receipt {
        await withCheckedContinuation { continuation in
            Walk { continuation.resume(returning: deliver(parcel)) }.start()
        }
    }

    private func deliver(_ parcel: Parcel) -> Receipt {
        let address = parcel.address
        let found = NetAddress.all(of: address.host)
        guard !found.isEmpty else { return .failed(.unresolved) }
        guard let place = found.first(where: { $0.isAllowed(outreach) }) else { return .failed(.inward) }
        let isPlainAllowed = address.isSecure || place.isLoopback || outreach == .inward
        guard isPlainAllowed, library else { return .failed(.inward) }
        guard let curl = curl_easy_init() else { return .failed(.broken) }
        defer { curl_easy_cleanup(curl) }
        let pin = curl_slist_append(nil, "\(address.host):\(address.port):\(place.text)")
        defer { curl_slist_free_all(pin) }
        var headers = curl_slist_append(nil, "Expect:")
        for header in parcel.headers { headers = curl_slist_append(headers, "\(header.name): \(header.value)") }
        defer { curl_slist_free_all(headers) }
        var left = 1 << 20
        let code = withUnsafeMutablePointer(to: &left) { left in
            prepare(curl, parcel, pin, headers)
            curl_set_swallowing(curl, left)
            return curl_easy_perform(curl)
        }
        guard code == CURLE_OK else { return .failed(Self.problem(code)) }
        let wait = Int(curl_retry_after(curl))
        return .answered(status: Int(curl_status(curl)), retryAfter: wait > 0 ? wait : nil)
    }

    private func prepare(
        _ curl: UnsafeMutableRawPointer, _ parcel: Parcel, _ pin: UnsafeMutablePointer<curl_slist>?,
        _ headers: UnsafeMutablePointer<curl_slist>?
    ) {
        curl_set_text(curl, CURLOPT_URL, parcel.address.text)
        curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "http,https")
        curl_set_text(curl, CURLOPT_PROXY, "")
        curl_set_text(curl, CURLOPT_USERAGENT, "UnionHome")
        curl_set_list(curl, CURLOPT_RESOLVE, pin)
        curl_set_list(curl, CURLOPT_HTTPHEADER, headers)
        curl_set_number(curl, CURLOPT_FOLLOWLOCATION, 0)
        curl_set_number(curl, CURLOPT_NOSIGNAL, 1)
        curl_set_number(curl, CURLOPT_CONNECTTIMEOUT, patience.connecting)
        curl_set_number(curl, CURLOPT_TIMEOUT, patience.whole)
        curl_set_number(curl, CURLOPT_POST, 1)
        curl_set_body(curl, parcel.body, parcel.body.count)
    }

    private static func problem(_ code: CURLcode) -> DeliveryProblem {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: .unresolved
        case CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_OPERATION_TIMEDOUT: .slow
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE: .certificate
        case CURLE_WRITE_ERROR: .tooLong
        default: .broken
        }
    }
}

/// The library, made ready once for the process.
private let library = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

/// A walk on a thread of its own that ends with it.
private final class Walk: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    /// Without a thread to be had it is done on the spot: late, but not lost.
    func start() {
        var thread = pthread_t()
        let raw = Unmanaged.passRetained(self).toOpaque()
        let failed = pthread_create(
            &thread, nil,
            { raw in
                guard let raw else { return nil }
                Unmanaged<Walk>.fromOpaque(raw).takeRetainedValue().body()
                return nil
            }, raw)
        guard failed == 0 else {
            Unmanaged<Walk>.fromOpaque(raw).release()
            return body()
        }
        pthread_detach(thread)
    }
}
