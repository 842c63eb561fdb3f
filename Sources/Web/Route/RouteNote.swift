/// What the document of the interface says of a route: in words, and by the names of schemas that a room brings.
public struct RouteNote: Sendable {
    /// A value after the `?`.
    public struct Parameter: Sendable {
        public let name: String
        public let words: String
        public let schema: JSON

        public init(_ name: String, _ words: String, _ schema: JSON = ["type": "string"]) {
            self.name = name
            self.words = words
            self.schema = schema
        }
    }

    public let summary: String
    public let parameters: [Parameter]
    /// The schema of what is sent; nil when nothing is.
    public let takes: String?
    /// The schema of what comes back.
    public let gives: String

    public init(_ summary: String, parameters: [Parameter] = [], takes: String? = nil, gives: String) {
        self.summary = summary
        self.parameters = parameters
        self.takes = takes
        self.gives = gives
    }
}
