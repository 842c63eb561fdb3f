public import Base

/// What stands in a form: what was typed or is on file, and what is wrong with it.
public struct Filled: Sendable {
    private let values: [String: [String]]
    public let flaws: Flaws

    public init(_ values: [String: [String]] = [:], flaws: Flaws = Flaws()) {
        self.values = values
        self.flaws = flaws
    }

    /// From pairs in order, as a form sends them.
    public init(pairs: [(name: String, value: String)], flaws: Flaws = Flaws()) {
        self.init(Dictionary(pairs.map { ($0.name, [$0.value]) }, uniquingKeysWith: +), flaws: flaws)
    }

    /// From what is on file, one value a field.
    public init(onFile values: [String: String]) {
        self.init(values.mapValues { [$0] })
    }

    public static let empty = Filled()

    /// The first value of a field, empty when there is none.
    public subscript(name: String) -> String { values[name]?.first ?? "" }

    /// All values of a field.
    public func all(_ name: String) -> [String] { values[name] ?? [] }
}

/// How a text field is typed into.
public enum InputKind: String, Sendable {
    case text, password, search, date, number, email
    case telephone = "tel"
    case file
}

/// A field with its label, its hint, and the flaw beside it.
public struct Field: Sendable {
    public let name: String
    public let label: String
    public var kind: InputKind
    public var isRequired: Bool
    public var hint: String?
    /// The browser's `autocomplete`, for one's own data.
    public var autocomplete: String?
    /// `numeric` brings the number keys on a phone.
    public var inputMode: String?
    public var isWide: Bool
    public var accept: String?
    public var maximum: Int?
    /// What an empty field shows as an example, such as last month's number; never the only place where it is told.
    public var placeholder: String?

    public init(
        _ name: String, _ label: String, _ kind: InputKind = .text, isRequired: Bool = false, hint: String? = nil,
        autocomplete: String? = nil, inputMode: String? = nil, isWide: Bool = false, accept: String? = nil,
        maximum: Int? = nil, placeholder: String? = nil
    ) {
        self.name = name
        self.label = label
        self.kind = kind
        self.isRequired = isRequired
        self.hint = hint
        self.autocomplete = autocomplete
        self.inputMode = inputMode
        self.isWide = isWide
        self.accept = accept
        self.maximum = maximum
        self.placeholder = placeholder
    }

    var className: String { isWide ? "field wide" : "field" }
}

/// A text field. A password's value never goes back to the page.
public func field(_ field: Field, _ filled: Filled) -> HTML {
    let flaw = filled.flaws[field.name]
    let value = field.kind == .password || field.kind == .file ? nil : filled[field.name]
    return """
        <div class="\(field.className)">\(label(field.name, field.label, isRequired: field.isRequired))
        <input class="input" id="\(field.name)" name="\(field.name)" type="\(field.kind.rawValue)" \
        \(attribute: "value", value) \
        \(attribute: "autocomplete", field.kind == .file ? nil : field.autocomplete ?? "off") \
        \(attribute: "inputmode", field.inputMode) \(attribute: "accept", field.accept) \
        \(attribute: "maxlength", field.maximum.map(String.init)) \(attribute: "placeholder", field.placeholder) \
        \(flag: "required", field.isRequired) \(attribute: "aria-invalid", flaw == nil ? nil : "true") \
        \(attribute: "aria-describedby", describedBy(field.name, hint: field.hint, flaw: flaw))>
        \(hintAndFlaw(field.name, hint: field.hint, flaw: flaw))</div>
        """
}

/// Several lines of text.
public func textArea(_ field: Field, rows: Int = 3, _ filled: Filled) -> HTML {
    let flaw = filled.flaws[field.name]
    return """
        <div class="\(field.className)">\(label(field.name, field.label, isRequired: field.isRequired))
        <textarea class="textarea" id="\(field.name)" name="\(field.name)" rows="\(rows)" \
        \(attribute: "maxlength", field.maximum.map(String.init)) \
        \(flag: "required", field.isRequired) \(attribute: "aria-invalid", flaw == nil ? nil : "true") \
        \(attribute: "aria-describedby", describedBy(field.name, hint: field.hint, flaw: flaw))>\(filled[field.name])</textarea>
        \(hintAndFlaw(field.name, hint: field.hint, flaw: flaw))</div>
        """
}

/// One of a few: what is sent, and what is read.
public typealias Choice = (value: String, words: String)

/// A choice of one out of several. `empty` is the wording of no choice; nil when one must be chosen.
public func select(
    _ field: Field, _ choices: [Choice], empty: String? = nil, _ filled: Filled
) -> HTML {
    let flaw = filled.flaws[field.name], chosen = filled[field.name]
    let all = (empty.map { [(value: "", words: $0)] } ?? []) + choices
    return """
        <div class="\(field.className)">\(label(field.name, field.label, isRequired: field.isRequired))
        <select class="select" id="\(field.name)" name="\(field.name)" \(flag: "required", field.isRequired && empty != nil) \
        \(attribute: "aria-invalid", flaw == nil ? nil : "true") \
        \(attribute: "aria-describedby", describedBy(field.name, hint: field.hint, flaw: flaw))>
        \(each: all, { choice in option(choice, isChosen: choice.value == chosen) })
        </select>\(hintAndFlaw(field.name, hint: field.hint, flaw: flaw))</div>
        """
}

private func option(_ choice: Choice, isChosen: Bool) -> HTML {
    "<option value=\"\(choice.value)\" \(flag: "selected", isChosen)>\(choice.words)</option>"
}

/// A box to tick.
public func checkBox(_ name: String, _ words: String, value: String = "yes", _ filled: Filled) -> HTML {
    """
    <label class="check"><input type="checkbox" name="\(name)" value="\(value)" \
    \(flag: "checked", filled.all(name).contains(value))><span>\(words)</span></label>
    """
}

/// A value that the form sends without showing it.
public func hidden(_ name: String, _ value: String) -> HTML {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
}

/// All that is wrong, first in the page, each linked to its field. Nothing when nothing is.
public func flawSummary(_ flaws: Flaws) -> HTML {
    guard !flaws.isEmpty else { return .none }
    return """
        <div class="err-summary mb4" role="alert" tabindex="-1" id="errs"><h2>还有 \(flaws.all.count) 处需要改</h2>
        <ul>\(each: flaws.all, flawLine)</ul></div>
        """
}

private func flawLine(_ flaw: Flaws.Flaw) -> HTML {
    guard !flaw.field.isEmpty else { return "<li>\(flaw.words)</li>" }
    return "<li><a href=\"\(Path.anchor(flaw.field))\">\(flaw.words)</a></li>"
}

func label(_ name: String, _ words: String, isRequired: Bool) -> HTML {
    "<label for=\"\(name)\">\(words)\(if: isRequired, " <span class=\"req\">必填</span>")</label>"
}

func describedBy(_ name: String, hint: String?, flaw: String?) -> String? {
    let ids = [hint.map { _ in "\(name)-h" }, flaw.map { _ in "\(name)-e" }].compactMap(\.self)
    return ids.isEmpty ? nil : ids.joined(separator: " ")
}

func hintAndFlaw(_ name: String, hint: String?, flaw: String?) -> HTML {
    let below: HTML = hint.map { "<p class=\"hint\" id=\"\(name)-h\">\($0)</p>" } ?? .none
    let beside: HTML =
        flaw.map { "<p class=\"err\" id=\"\(name)-e\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" }
        ?? .none
    return below + beside
}
