public import Base

extension HTML {
    /// Collects a literal and what is interpolated into it, minding the place.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text: String
        private var setting = Setting()

        public init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        public mutating func appendLiteral(_ literal: String) {
            text += literal
            setting.read(literal)
        }

        /// Words, escaped.
        public mutating func appendInterpolation(_ words: String) {
            guard check(setting.takesWords, "words") else { return }
            escape(words, into: &text)
        }

        /// Words that may be wanting.
        public mutating func appendInterpolation(_ words: String?) {
            appendInterpolation(words ?? "")
        }

        /// A whole number, as it is; `grouped(_:)` writes it for reading.
        public mutating func appendInterpolation(_ number: Int) {
            appendInterpolation(String(number))
        }

        public mutating func appendInterpolation<Tag>(_ id: ID<Tag>) {
            appendInterpolation(id.description)
        }

        public mutating func appendInterpolation(_ day: Day) {
            appendInterpolation(day.description)
        }

        /// An address, where addresses may stand.
        public mutating func appendInterpolation(_ path: Path) {
            guard check(setting.takesPath, "an address") else { return }
            escape(path.text, into: &text)
        }

        /// A piece of page, in text only.
        public mutating func appendInterpolation(_ html: HTML) {
            guard check(setting.place == .text, "markup") else { return }
            text += html.text
        }

        /// Each thing drawn by a function with a name.
        public mutating func appendInterpolation<Things: Sequence>(
            each things: Things, _ draw: (Things.Element) -> HTML
        ) {
            guard check(setting.place == .text, "markup") else { return }
            for thing in things { text += draw(thing).text }
        }

        /// A piece of page that is there only if something is so.
        public mutating func appendInterpolation(
            if truth: Bool, _ html: @autoclosure () -> HTML, else other: @autoclosure () -> HTML = .none
        ) {
            appendInterpolation(truth ? html() : other())
        }

        /// A thing drawn if there is one.
        public mutating func appendInterpolation<Thing>(some thing: Thing?, _ draw: (Thing) -> HTML) {
            appendInterpolation(thing.map(draw) ?? .none)
        }

        /// A whole attribute, left out when the value is nil: `<a \(attribute: "aria-current", isHere ? "page" : nil)>`.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value, check(setting.takesAttribute, "an attribute") else { return }
            guard check(Setting.takesWords(in: name.description), "words") else { return }
            text += "\(name)=\""
            escape(value, into: &text)
            text += "\""
        }

        /// An attribute without a value, if something is so: `<input \(flag: "checked", isChosen)>`.
        public mutating func appendInterpolation(flag name: StaticString, _ truth: Bool) {
            guard truth, check(setting.takesAttribute, "an attribute") else { return }
            text += name.description
        }

        private func check(_ isRight: Bool, _ what: String) -> Bool {
            assert(isRight, "\(what) may not appear in \(setting.place) of \(setting.name) after …\(text.suffix(80))")
            return isRight
        }
    }
}
