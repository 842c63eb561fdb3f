/// Something that a post lets its holder do: a noun, a dot, a verb; and one sentence that says it to an officer.
public struct Permission: Hashable, Sendable {
    /// `member.see`
    public let name: String
    /// `查看会员名册`
    public let sentence: String

    public init(_ name: StaticString, _ sentence: String) {
        self.name = name.description
        self.sentence = sentence
    }

    public static func == (a: Permission, b: Permission) -> Bool { a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
