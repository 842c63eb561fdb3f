import CCurl

extension Courier {
    /// Hands a letter to a mail server, on a thread of its own. The status is the server's: 250 when it was taken.
    public func post(_ letter: Letter, at postbox: Postbox) async -> Receipt {
        await withCheckedContinuation { continuation in
            Walk { continuation.resume(returning: handOver(letter, postbox)) }.start()
        }
    }

    private func handOver(_ letter: Letter, _ postbox: Postbox) -> Receipt {
        let place: NetAddress
        do throws(DeliveryProblem) {
            guard Postbox.isHost(postbox.host) else { throw .unresolved }
            place = try Self.place(of: postbox.host, isSecure: postbox.security != .none, outreach)
        } catch {
            return .failed(error)
        }
        guard let curl = curl_easy_init() else { return .failed(.broken) }
        defer { curl_easy_cleanup(curl) }
        let pin = curl_slist_append(nil, "\(postbox.host):\(postbox.port):\(place.text)")
        defer { curl_slist_free_all(pin) }
        let to = curl_slist_append(nil, "<\(letter.to.text)>")
        defer { curl_slist_free_all(to) }
        prepare(curl, postbox, pin)
        curl_set_text(curl, CURLOPT_MAIL_FROM, "<\(letter.from.text)>")
        curl_set_list(curl, CURLOPT_MAIL_RCPT, to)
        let message = letter.message
        let code = message.withUnsafeBufferPointer { bytes in
            var rest = curl_letter(bytes: bytes.baseAddress, left: bytes.count)
            return withUnsafeMutablePointer(to: &rest) { rest in
                curl_set_letter(curl, rest)
                return curl_easy_perform(curl)
            }
        }
        let status = Int(curl_status(curl))
        if code == CURLE_OK || status >= 400 { return .answered(status: status, retryAfter: nil) }
        return .failed(Self.problem(code))
    }

    private func prepare(
        _ curl: UnsafeMutableRawPointer, _ postbox: Postbox, _ pin: UnsafeMutablePointer<curl_slist>?
    ) {
        curl_set_text(curl, CURLOPT_URL, postbox.address)
        curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        curl_set_text(curl, CURLOPT_PROXY, "")
        curl_set_list(curl, CURLOPT_RESOLVE, pin)
        curl_set_number(curl, CURLOPT_NOSIGNAL, 1)
        curl_set_number(curl, CURLOPT_CONNECTTIMEOUT, patience.connecting)
        curl_set_number(curl, CURLOPT_TIMEOUT, patience.whole)
        if postbox.security == .starttls { curl_set_number(curl, CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        guard !postbox.user.isEmpty else { return }
        curl_set_text(curl, CURLOPT_USERNAME, postbox.user)
        curl_set_text(curl, CURLOPT_PASSWORD, postbox.password)
    }
}
