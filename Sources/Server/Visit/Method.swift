/// What a request asks to be done. A verb that is not here is answered 501 by the server itself.
public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"

    /// Whether the verb promises to change nothing.
    public var isSafe: Bool { self == .get || self == .head || self == .options }
}
