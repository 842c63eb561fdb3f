/// A form as it was filled in, urlencoded or multipart.
public struct Submission: Sendable {
    /// In the order sent; a name may stand several times. Valid UTF-8 without NUL.
    public var fields: [(name: String, value: String)]
    /// In the order sent. A file field that was left empty brings no upload.
    public var uploads: [Upload]

    public init(fields: [(name: String, value: String)] = [], uploads: [Upload] = []) {
        self.fields = fields
        self.uploads = uploads
    }

    /// The first value under that name.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The first file under that name.
    public func upload(_ name: String) -> Upload? { uploads.first { $0.field == name } }
}
