/// An ordered list of header fields; names are compared without case.
///
/// The fields lie packed in one buffer, because a request brings fifteen of them and most are never read.
/// Control characters in a name or a value become spaces, so no value can begin a line of its own.
public struct Headers: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// For each field: length of name and of value (two and four bytes), name, NUL, value, NUL.
    private(set) var packed: [UInt8] = []

    /// The number of fields.
    public private(set) var count = 0

    public init() {}

    public init(dictionaryLiteral fields: (String, String)...) {
        for (name, value) in fields { add(name, value) }
    }

    /// The first value of the field, or nil.
    public subscript(name: String) -> String? {
        var found: String?
        visit { fieldName, value in
            guard Headers.same(fieldName, name) else { return true }
            found = String(decoding: value, as: UTF8.self)
            return false
        }
        return found
    }

    /// Every value of the field, in order.
    public func all(_ name: String) -> [String] {
        var found: [String] = []
        visit { fieldName, value in
            if Headers.same(fieldName, name) { found.append(String(decoding: value, as: UTF8.self)) }
            return true
        }
        return found
    }

    /// Every field with its value, in order.
    public var fields: [(name: String, value: String)] {
        var found: [(name: String, value: String)] = []
        visit { name, value in
            found.append((String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
            return true
        }
        return found
    }

    /// Appends a field and keeps those of the same name.
    public mutating func add(_ name: String, _ value: String) {
        var name = name
        var value = value
        name.withUTF8 { name in value.withUTF8 { value in add(name, value) } }
    }

    /// Replaces every field of that name; nil removes them.
    public mutating func set(_ name: String, _ value: String?) {
        guard has(name) else {
            if let value { add(name, value) }
            return
        }
        var kept = Headers()
        visit { fieldName, fieldValue in
            if !Headers.same(fieldName, name) { kept.add(fieldName, fieldValue) }
            return true
        }
        if let value { kept.add(name, value) }
        self = kept
    }

    /// Whether there is a field of that name.
    public func has(_ name: String) -> Bool {
        var isThere = false
        visit { fieldName, _ in
            isThere = Headers.same(fieldName, name)
            return !isThere
        }
        return isThere
    }

    /// Appends the fields of `others` whose names are not here yet.
    public mutating func addMissing(_ others: Headers) {
        packed.reserveCapacity(packed.count + others.packed.count)
        others.visit { name, value in
            if !has(name) { add(name, value) }
            return true
        }
    }

    private func has(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        var isThere = false
        visit { fieldName, _ in
            isThere =
                fieldName.count == name.count
                && zip(fieldName, name).allSatisfy { Headers.lowered($0) == Headers.lowered($1) }
            return !isThere
        }
        return isThere
    }

    mutating func add(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        guard name.count < 1 << 16, value.count < 1 << 31 else { return }
        if packed.isEmpty { packed.reserveCapacity(name.count + value.count + 120) }
        let lengths = (UInt64(name.count) | UInt64(value.count) << 16).littleEndian
        withUnsafeBytes(of: lengths) { packed.append(contentsOf: $0.prefix(6)) }
        append(name)
        append(value)
        count += 1
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if text.contains(where: Headers.isControl) {
            packed.append(contentsOf: text.lazy.map { Headers.isControl($0) ? 0x20 : $0 })
        } else {
            packed.append(contentsOf: text)
        }
        packed.append(0)
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

    /// Walks the fields; each name and value is followed by a NUL in memory, so that C can read it in place.
    func visit(_ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool) {
        packed.withUnsafeBufferPointer { all in
            var at = 0
            while at < all.count {
                let nameLength = Int(all[at]) | Int(all[at + 1]) << 8
                let low = Int(all[at + 2]) | Int(all[at + 3]) << 8
                let valueLength = low | Int(all[at + 4]) << 16 | Int(all[at + 5]) << 24
                let name = at + 6
                let value = name + nameLength + 1
                guard
                    body(
                        UnsafeBufferPointer(rebasing: all[name..<name + nameLength]),
                        UnsafeBufferPointer(rebasing: all[value..<value + valueLength]))
                else { return }
                at = value + valueLength + 1
            }
        }
    }

    /// Whether two names are the same but for the case of ASCII letters.
    static func same(_ bytes: UnsafeBufferPointer<UInt8>, _ name: String) -> Bool {
        let other = name.utf8
        guard bytes.count == other.count, let first = bytes.first, let second = other.first,
            lowered(first) == lowered(second)
        else { return false }
        return zip(bytes, other).allSatisfy { lowered($0) == lowered($1) }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
