/// Reads a form into a draft and collects every flaw on the way, so that a person hears all of them at once.
///
/// Each reader gives a value in any case; `done()` fails with the flaws, and only a draft without any is ever used.
public struct Check {
    private let form: Form
    public private(set) var flaws = Flaws()

    public init(_ form: Form) {
        self.form = form
    }

    /// Fails with all flaws, if there are any.
    public func done() throws(Flaws) {
        guard flaws.isEmpty else { throw flaws }
    }

    public mutating func add(_ field: String, _ words: String) {
        flaws.add(field, words)
    }

    /// What was typed, without blanks at its ends; control characters are left out.
    public func typed(_ name: String) -> String { form[name].trimmingBlanks }

    /// Words of a length, counted in characters.
    public mutating func text(_ name: String, _ label: String, _ length: ClosedRange<Int>) -> String {
        let words = typed(name)
        if words.isEmpty, length.lowerBound > 0 {
            add(name, "请填写\(label)。")
        } else if words.count < length.lowerBound {
            add(name, "\(label)至少 \(length.lowerBound) 个字，现在是 \(words.count) 个。")
        } else if words.count > length.upperBound {
            add(name, "\(label)最多 \(length.upperBound) 个字，现在是 \(words.count) 个。")
        }
        return words
    }

    /// Words that may be wanting; nil when empty.
    public mutating func optionalText(_ name: String, _ label: String, _ most: Int) -> String? {
        let words = text(name, label, 0...most)
        return words.isEmpty ? nil : words
    }

    /// A date that must be given.
    public mutating func day(_ name: String, _ label: String) -> Day {
        guard let day = optionalDay(name, label) else {
            if flaws[name] == nil { add(name, "请填写\(label)。") }
            return Day(number: 0)
        }
        return day
    }

    /// A date that may be wanting.
    public mutating func optionalDay(_ name: String, _ label: String) -> Day? {
        let words = typed(name)
        guard !words.isEmpty else { return nil }
        if let day = Day(words), (1900...2200).contains(day.year) { return day }
        add(name, "\(label)读不出日期，请写成 2025-03-28 这样。")
        return nil
    }

    /// One of the cases of an enum.
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ label: String
    ) -> Choice where Choice.RawValue == String, Choice.AllCases.Index == Int {
        guard let choice = Choice(rawValue: typed(name)) else {
            add(name, "请选择\(label)。")
            return Choice.allCases[0]
        }
        return choice
    }

    /// The number of a thing.
    public mutating func id<Tag>(_ name: String, _ label: String, _: Tag.Type = Tag.self) -> ID<Tag> {
        guard let id: ID<Tag> = ID(typed(name)) else {
            add(name, "请选择\(label)。")
            return ID(0)
        }
        return id
    }

    /// The number of a thing that may be wanting.
    public mutating func optionalID<Tag>(_ name: String, _ label: String, _: Tag.Type = Tag.self) -> ID<Tag>? {
        let words = typed(name)
        guard !words.isEmpty else { return nil }
        guard let id: ID<Tag> = ID(words) else {
            add(name, "\(label)不是有效的选择。")
            return nil
        }
        return id
    }

    /// A whole number in a range.
    public mutating func number(_ name: String, _ label: String, _ range: ClosedRange<Int>) -> Int {
        guard let number = Int(typed(name)), range.contains(number) else {
            add(name, "\(label)应为 \(range.lowerBound) 到 \(range.upperBound) 之间的整数。")
            return range.lowerBound
        }
        return number
    }

    /// Whether a box was ticked.
    public func flag(_ name: String) -> Bool { !typed(name).isEmpty }
}

extension String {
    /// Without white space at both ends and without control characters.
    public var trimmingBlanks: String {
        if isSettled { return self }
        let scalars = unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }
        let isBlank: (Unicode.Scalar) -> Bool = {
            $0.properties.isWhitespace || $0.value == 0xFEFF || $0.value == 0x200B
        }
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }
}
