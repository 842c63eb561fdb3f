import Federation
import Vault
import Web

/// Members that a program sends: at most a thousand lines, each with the caller's own key if it likes.
struct Submission: Sendable {
    /// One line as it was sent.
    struct Line: Sendable {
        let number: Int
        let key: String?
        let person: ID<Person>?
        let version: Int?
        let values: [String: String]
        /// What cannot be read at all.
        let complaints: [RosterSubmission.Complaint]
    }

    let unit: ID<Unit>?
    let lines: [Line]

    static let most = 1000

    init(_ json: JSON) throws(Flaws) {
        guard let items = json["members"]?.array else { throw Flaws("members", "缺 members，它应是一个数组。") }
        guard (1...Self.most).contains(items.count) else {
            throw Flaws("members", "一次 1 到 \(Self.most) 行，现在是 \(items.count) 行。请分几次发。")
        }
        if let text = json["unit"]?.string {
            guard let id = ID<Unit>(text) else { throw Flaws("unit", "unit 应是单位编号（字符串）。") }
            unit = id
        } else {
            unit = nil
        }
        lines = items.enumerated().map { Line($0.element, number: $0.offset + 1) }
    }

    init(one json: JSON, of person: ID<Person>) {
        unit = nil
        let line = Line(json, number: 1)
        lines = [
            Line(
                number: 1, key: line.key, person: person, version: line.version, values: line.values,
                complaints: line.complaints)
        ]
    }
}

extension Submission.Line {
    /// Reads an object; names and kinds of values that are not known are told.
    init(_ json: JSON, number: Int) {
        var values: [String: String] = [:]
        var complaints: [RosterSubmission.Complaint] = []
        if json.pairs == nil { complaints.append(.init("unreadable", "", "这一行应是一个对象。")) }
        for (name, value) in json.pairs ?? [] where !["key", "id", "version"].contains(name) {
            switch value {
            case .string(let text): values[name] = text
            case .integer(let number): values[name] = String(number)
            case .null: continue
            default: complaints.append(.init("unreadable", name, "这一项应是字符串。"))
            }
        }
        var person: ID<Person>?
        if let text = json["id"]?.string {
            person = ID(text)
            if person == nil { complaints.append(.init("unreadable", "id", "id 应是会员编号（字符串）。")) }
        }
        let key = json["key"]?.string ?? json["key"]?.integer.map(String.init)
        if let key, !(1...100).contains(key.utf8.count) {
            complaints.append(.init("too_long", "key", "您的编号应为 1 到 100 个字节。"))
        }
        self.init(
            number: number, key: key, person: person, version: json["version"]?.integer, values: values,
            complaints: complaints)
    }
}

/// What became of one line, as its caller reads it.
struct Settled {
    let line: Submission.Line
    var verdict: String
    var outcome: RosterSubmission.Outcome?
    var complaints: [RosterSubmission.Complaint]

    var json: JSON {
        var members: [(key: String, value: JSON)] = [
            ("line", JSON(line.number)), ("key", JSON(line.key)), ("outcome", JSON(verdict)),
            ("id", JSON(outcome?.person)), ("version", outcome?.version.map { JSON($0) } ?? .null),
        ]
        if let fields = outcome?.fields, !fields.isEmpty { members.append(("fields", .array(fields.map { JSON($0) }))) }
        if !complaints.isEmpty {
            members.append(
                (
                    "errors",
                    .array(
                        complaints.map { ["code": JSON($0.code), "field": JSON($0.field), "detail": JSON($0.words)] })
                ))
        }
        return .object(members)
    }
}
