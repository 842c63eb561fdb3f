import Server
import Web

/// One page of a list for programs: the items, and the address of the next page.
struct Listing {
    let items: [JSON]
    /// The key after which the next page begins; nil on the last.
    let next: String?

    /// How many items a page has, and at most.
    static let usual = 100
    static let most = 500

    /// How many were asked for.
    static func limit(_ call: Call) throws(Flaws) -> Int {
        let text = call.query("limit")
        guard !text.isEmpty else { return usual }
        guard let limit = Int(text), (1...most).contains(limit) else { throw Flaws("limit", "limit 应为 1 到 \(most)。") }
        return limit
    }

    /// Cuts what was found, one more than the page has, to the page.
    init<Line>(_ found: [Line], limit: Int, key: (Line) -> String, _ json: (Line) -> JSON) {
        let page = found.prefix(limit)
        items = page.map(json)
        next = found.count > limit ? page.last.map(key) : nil
    }

    /// The page, with what else is to be told.
    func answer(_ call: Call, _ others: KeyValuePairs<String, JSON> = [:]) -> Answer {
        let path = Path(segments: call.request.path.split(separator: "/").map(String.init))
        let kept = call.request.query.filter { $0.name != "after" }
        let link = next.map { path.with(kept + [("after", $0)]).text }
        return .api(.object([("items", .array(items)), ("next", JSON(link))] + others.map { ($0.key, $0.value) }))
    }
}

extension Answer {
    /// JSON that carries a validator, so that who has it already hears 304; kept by nobody between.
    static func api(_ json: JSON, status: Int = 200) -> Answer {
        var bytes: [UInt8] = []
        json.write(into: &bytes)
        bytes.append(0x0A)
        var response = Response(status, body: .bytes(bytes))
        response.isTagged = true
        response.headers.set("Content-Type", "application/json")
        response.headers.set("Cache-Control", "private, no-cache")
        response.headers.set("Vary", "Authorization")
        return .response(response)
    }

    /// Problem details (RFC 9457) with members of their own.
    static func problem(_ status: Int, _ title: String, _ others: KeyValuePairs<String, JSON> = [:]) -> Answer {
        let json = JSON.object(
            [("type", "about:blank"), ("title", JSON(title)), ("status", JSON(status))]
                + others.map { ($0.key, $0.value) })
        var response = Response(status, json.text + "\n", type: "application/problem+json")
        response.headers.set("Cache-Control", "no-store")
        return .response(response)
    }
}
