import CCurl
import Glibc

/// Takes parcels to other machines over HTTP.
///
/// The name is resolved once, its addresses are asked whether they are allowed, and the talk is pinned to the one that is,
/// so that no later answer of the resolver leads inside. No redirects, no proxy, no cookies; TLS is checked.
public struct Courier: Sendable {
    public let outreach: Outreach
    /// Seconds for the connection, and for the whole.
    let patience: (connecting: Int, whole: Int)

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

    /// The same, with the beginning of what was answered: for receivers that say in the body whether they took it.
    public func ask(_ parcel: Parcel) async -> (receipt: Receipt, body: [UInt8]) {
        await withCheckedContinuation { continuation in
            Walk {
                var body: [UInt8] = []
                let receipt = deliver(parcel, keeping: &body)
                continuation.resume(returning: (receipt, body))
            }.start()
        }
    }

    private func deliver(_ parcel: Parcel) -> Receipt {
        var body: [UInt8] = []
        return deliver(parcel, keeping: &body)
    }

    /// Where a talk may go: an allowed address of the name; the problem otherwise.
    static func place(
        of host: String, isSecure: Bool, _ outreach: Outreach
    ) throws(DeliveryProblem) -> NetAddress {
        let found = NetAddress.all(of: host)
        guard !found.isEmpty else { throw .unresolved }
        guard let place = found.first(where: { $0.isAllowed(outreach) }) else { throw .inward }
        guard isSecure || place.isLoopback || outreach == .inward, library else { throw .inward }
        return place
    }

    /// Bytes of an answer that are kept.
    private static let kept = 4096

    private func deliver(_ parcel: Parcel, keeping body: inout [UInt8]) -> Receipt {
        let address = parcel.address
        let place: NetAddress
        do throws(DeliveryProblem) {
            place = try Self.place(of: address.host, isSecure: address.isSecure, outreach)
        } catch {
            return .failed(error)
        }
        guard let curl = curl_easy_init() else { return .failed(.broken) }
        defer { curl_easy_cleanup(curl) }
        let pin = curl_slist_append(nil, "\(address.host):\(address.port):\(place.text)")
        defer { curl_slist_free_all(pin) }
        var headers = curl_slist_append(nil, "Expect:")
        for header in parcel.headers { headers = curl_slist_append(headers, "\(header.name): \(header.value)") }
        defer { curl_slist_free_all(headers) }
        var bytes = [UInt8](repeating: 0, count: Self.kept), count = 0
        let code = bytes.withUnsafeMutableBufferPointer { buffer in
            var page = curl_page(bytes: buffer.baseAddress, room: buffer.count, count: 0, left: 1 << 20)
            prepare(curl, parcel, pin, headers)
            let code = withUnsafeMutablePointer(to: &page) { page in
                curl_set_noting(curl, page)
                return curl_easy_perform(curl)
            }
            count = page.count
            return code
        }
        body = Array(bytes.prefix(count))
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

    static func problem(_ code: CURLcode) -> DeliveryProblem {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: .unresolved
        case CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_OPERATION_TIMEDOUT: .slow
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE: .certificate
        case CURLE_WRITE_ERROR: .tooLong
        case CURLE_LOGIN_DENIED: .notLetIn
        default: .broken
        }
    }
}

/// The library, made ready once for the process.
let library = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

/// A walk on a thread of its own that ends with it.
final class Walk: Sendable {
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
