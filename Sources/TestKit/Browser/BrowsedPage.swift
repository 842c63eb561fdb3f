public import Base
public import Server

/// What came back from the site, as a person or a program reads it.
public struct BrowsedPage: Sendable {
    public let status: Int
    /// Where it was asked for, after following.
    public let address: String
    public let headers: Headers
    /// The body as it was sent.
    public let text: String
    /// The statements that the visit ran, all its transactions together; of the last hop when there were several.
    public let statements: Int

    /// What a person reads: see `outline(of:)`.
    public var words: String { outline(of: text) }

    /// Where a 303 leads.
    public var location: String? { headers["location"] }

    /// The body as JSON. Fails when it is none.
    public func json() throws -> JSON { try JSON(parsing: Array(text.utf8)) }

    /// The forms of the page, in order.
    public var forms: [BrowsedForm] { BrowsedForm.all(in: pieces(of: text)) }

    /// The addresses of the page's links, in order.
    public var links: [String] {
        pieces(of: text).compactMap { piece in
            guard case .open("a", let attributes) = piece else { return nil }
            return attributes["href"]
        }
    }
}

/// A form as it stands in a page, with what it would send untouched.
public struct BrowsedForm: Sendable {
    public let action: String
    /// Hidden ones, and all others with what stands in them; boxes only when ticked.
    public private(set) var fields: [(name: String, value: String)] = []
    /// The names of all fields, ticked or not.
    public private(set) var names: Set<String> = []

    static func all(in pieces: [Piece]) -> [BrowsedForm] {
        var forms: [BrowsedForm] = [], open: BrowsedForm?, list: String?, area: String?
        for piece in pieces {
            switch piece {
            case .open("form", let attributes): open = BrowsedForm(action: attributes["action"] ?? "")
            case .close("form"):
                if let open { forms.append(open) }
                open = nil
            case .open("select", let attributes): list = attributes["name"]
            case .close("select"): list = nil
            case .open("textarea", let attributes):
                area = attributes["name"]
                open?.add(area, "")
            case .close("textarea"): area = nil
            case .open("input", let attributes): open?.add(input: attributes)
            case .open("option", let attributes): open?.add(option: attributes, of: list)
            case .text(let words): if let area { open?.add(area, words) }
            default: continue
            }
        }
        return forms
    }

    private mutating func add(_ name: String?, _ value: String) {
        guard let name else { return }
        fields.removeAll { $0.name == name }
        fields.append((name, value))
        names.insert(name)
    }

    private mutating func add(input attributes: [String: String]) {
        guard let name = attributes["name"] else { return }
        names.insert(name)
        let isBox = ["checkbox", "radio"].contains(attributes["type"])
        if isBox, attributes["checked"] == nil { return }
        fields.append((name, attributes["value"] ?? (isBox ? "on" : "")))
    }

    /// The chosen option, or the first, as browsers do.
    private mutating func add(option attributes: [String: String], of list: String?) {
        guard let list else { return }
        let isFirst = names.insert(list).inserted
        if isFirst || attributes["selected"] != nil { add(list, attributes["value"] ?? "") }
    }
}
