public import Server

/// What a form sent: fields in order, and files that lie on the disk.
public struct Form: Sendable {
    public let fields: [(name: String, value: String)]
    public let uploads: [Upload]

    public init(fields: [(name: String, value: String)], uploads: [Upload] = []) {
        self.fields = fields
        self.uploads = uploads
    }

    public static let empty = Form(fields: [])

    /// The first value of a field as it was typed; empty when it is wanting.
    public subscript(name: String) -> String { fields.first { $0.name == name }?.value ?? "" }

    /// All values of a field, as ticked boxes send them.
    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The file of a field, if one was chosen.
    public func upload(_ name: String) -> Upload? { uploads.first { $0.field == name && $0.size > 0 } }

    /// The same form with what is on file in place of every field whose version on file was chosen (see `versions`).
    public func settled(onFile: [String: String]) -> Form {
        let settled = fields.map { field in
            let isTheirs = self[Overtaken.choice(of: field.name)] == VersionChoice.onFile.rawValue
            return isTheirs ? (name: field.name, value: onFile[field.name] ?? "") : field
        }
        return Form(fields: settled, uploads: uploads)
    }

    /// The same fields for the page to show again, with what is wrong.
    func again(_ flaws: Flaws) -> Filled {
        let secret: Set<String> = ["csrf", "key", "password", "again", "old"]
        return Filled(pairs: fields.filter { !secret.contains($0.name) }, flaws: flaws)
    }

    /// From a JSON object: each member becomes a field; arrays become several.
    init(json: JSON) {
        var fields: [(name: String, value: String)] = []
        for (key, value) in json.pairs ?? [] {
            for item in value.array ?? [value] {
                switch item {
                case .string(let text): fields.append((key, text))
                case .integer(let number): fields.append((key, String(number)))
                case .bool(let truth): fields.append((key, truth ? "yes" : ""))
                default: continue
                }
            }
        }
        self.init(fields: fields)
    }
}
