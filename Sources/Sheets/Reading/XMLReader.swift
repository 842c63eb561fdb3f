/// What becomes of the elements of one XML file. A reader that finds a fault says so in `problem`, and parsing ends.
class XMLReader {
    /// The first thing found wrong.
    var problem: SheetProblem?

    /// An element begins.
    func start(_ tag: Tag, _ attributes: XMLAttributes) {}

    /// An element ends.
    func end(_ tag: Tag) {}

    /// A piece of text; one text may come in many pieces.
    func text(_ bytes: UnsafeRawBufferPointer) {}
}

/// The name of an element without its prefix: its last eight bytes, as a number that compares at once.
struct Tag: Equatable, ExpressibleByStringLiteral {
    private let bytes: UInt64

    init(stringLiteral name: StaticString) {
        self.init(UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self))
    }

    /// Reads to the NUL.
    @inline(__always)
    init(_ name: UnsafePointer<CChar>) {
        var packed: UInt64 = 0, at = name
        while at.pointee != 0 {
            packed = at.pointee == 0x3A ? 0 : packed << 8 | UInt64(UInt8(bitPattern: at.pointee))
            at += 1
        }
        bytes = packed
    }
}

/// The attributes of an element, valid only while its `start` runs.
struct XMLAttributes {
    private let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

    init(_ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>) {
        self.pairs = pairs
    }

    /// The value of an attribute by the last part of its name.
    subscript(_ name: Tag) -> UnsafePointer<CChar>? {
        var at = pairs
        while let key = at[0] {
            if Tag(key) == name { return at[1] }
            at += 2
        }
        return nil
    }

    /// Walks through all, for readers in a hurry.
    @inline(__always)
    func forEach(_ body: (Tag, UnsafePointer<CChar>) -> Void) {
        var at = pairs
        while let key = at[0], let value = at[1] {
            body(Tag(key), value)
            at += 2
        }
    }

    func string(_ name: Tag) -> String? {
        self[name].map { String(cString: $0) }
    }

    /// A whole number of at most nine digits.
    func number(_ name: Tag) -> Int? {
        self[name].flatMap(wholeNumber)
    }

    func isTrue(_ name: Tag) -> Bool {
        guard let value = self[name] else { return false }
        return value[0] == 0x31 || value[0] == 0x74
    }
}

/// A whole number of one to nine digits up to the NUL.
func wholeNumber(_ text: UnsafePointer<CChar>) -> Int? {
    var value = 0, length = 0
    while text[length] != 0 {
        let digit = Int(text[length]) - 0x30
        guard (0...9).contains(digit), length < 9 else { return nil }
        value = value * 10 + digit
        length += 1
    }
    return length > 0 ? value : nil
}
