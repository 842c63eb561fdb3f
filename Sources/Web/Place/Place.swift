/// Something that may stand in an address.
public protocol PathCapture: Sendable {
    init?(pathText: String)
    var pathText: String { get }
}

extension ID: PathCapture where Tag: Copyable {
    public init?(pathText: String) { self.init(pathText) }
    public var pathText: String { description }
}

extension Day: PathCapture {
    public init?(pathText: String) { self.init(pathText) }
    public var pathText: String { description }
}

/// A word of an address: a token or a file's name, 1 to 200 characters.
extension String: PathCapture {
    public init?(pathText: String) {
        guard (1...200).contains(pathText.utf8.count) else { return nil }
        self = pathText
    }

    public var pathText: String { self }
}

/// An address, declared once: it is the pattern that the router matches, the types of what it captures, and the link.
public struct Place<each Capture: PathCapture>: Sendable {
    /// As written: `/units/:id/posts`.
    public let pattern: String

    public init(_ pattern: StaticString, _ captures: repeat (each Capture).Type) {
        self.pattern = pattern.description
        assert(
            self.pattern.split(separator: "/").count { $0.hasPrefix(":") } == Self.count(repeat (each Capture).self),
            "a place has one capture for each :word of \(pattern)")
    }

    /// The link.
    public func callAsFunction(_ captures: repeat each Capture) -> Path {
        var words: [String] = []
        repeat words.append((each captures).pathText)
        var rest = words[...]
        let segments = pattern.split(separator: "/").map { segment in
            segment.hasPrefix(":") ? rest.removeFirst() : String(segment)
        }
        return Path(segments: segments)
    }

    private static func count(_ captures: repeat (each Capture).Type) -> Int {
        var count = 0
        for _ in repeat each captures { count += 1 }
        return count
    }
}

/// What an address captured, read in order. Fails as missing: a number that is none names nothing.
struct CaptureReader {
    private var rest: ArraySlice<String>

    init(_ words: [String]) {
        rest = words[...]
    }

    mutating func next<Capture: PathCapture>(_: Capture.Type) throws(Refusal) -> Capture {
        guard let word = rest.popFirst(), let capture = Capture(pathText: word) else { throw .missing }
        return capture
    }
}
