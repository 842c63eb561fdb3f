import Base

/// One step of the way back: words, and where they lead; the last leads nowhere.
public typealias Crumb = (words: String, path: Path?)

/// The head of a page: the way back, its one `h1`, a sentence, and what can be done here.
public func pageHead(_ title: String, _ sentence: HTML = .none, crumbs: [Crumb] = [], actions: HTML = .none) -> HTML {
    """
    <div class="page-head"><div>\(if: !crumbs.isEmpty, trail(crumbs))<h1>\(title)</h1>
    \(if: !sentence.isEmpty, "<p>\(sentence)</p>")</div>
    \(if: !actions.isEmpty, "<div class=\"row\">\(actions)</div>")</div>
    """
}

private func trail(_ crumbs: [Crumb]) -> HTML {
    "<nav aria-label=\"面包屑\"><ol class=\"crumbs\">\(each: crumbs, crumb)</ol></nav>"
}

private func crumb(_ crumb: Crumb) -> HTML {
    guard let path = crumb.path else { return "<li>\(crumb.words)</li>" }
    return "<li><a href=\"\(path)\">\(crumb.words)</a></li>"
}

/// A card with a heading. `id` names the heading, for links and for readers.
public func card(_ title: String, id: String, sub: String? = nil, more: HTML = .none, _ body: HTML) -> HTML {
    """
    <section class="card" aria-labelledby="\(id)"><div class="card-h"><h2 id="\(id)">\(title)</h2>
    \(some: sub, subtitle)\(more)</div><div class="card-b">\(body)</div></section>
    """
}

private func subtitle(_ words: String) -> HTML { "<span class=\"sub\">\(words)</span>" }

/// A link that looks like a button.
public func button(_ words: String, to path: Path, _ sign: HTML = .none, isPrimary: Bool = false) -> HTML {
    "<a class=\"\(isPrimary ? "btn primary" : "btn")\" href=\"\(path)\">\(sign)\(words)</a>"
}

/// A form that writes. It carries the keys that protect it.
public func form(to path: Path, className: String = "stack", isMultipart: Bool = false, _ body: HTML) -> HTML {
    """
    <form class="\(className)" method="post" action="\(path)" novalidate \
    \(attribute: "enctype", isMultipart ? "multipart/form-data" : nil)>\(HTML.formKeys)\(body)</form>
    """
}

/// A button that writes, alone in its form.
public func action(_ words: String, to path: Path, className: String = "btn", _ fields: HTML = .none) -> HTML {
    form(to: path, className: "inline", "\(fields)<button class=\"\(className)\">\(words)</button>")
}

/// A pair of name and value for `facts`.
public typealias Fact = (name: String, value: HTML)

/// What is known of one thing, name by name.
public func facts(_ all: [Fact]) -> HTML {
    "<dl class=\"kv\">\(each: all, fact)</dl>"
}

private func fact(_ fact: Fact) -> HTML {
    "<div><dt>\(fact.name)</dt><dd>\(fact.value)</dd></div>"
}

/// A figure in the ledger band.
public struct Stat: Sendable {
    let name: String
    let value: String
    let unit: String
    let remark: String

    public init(_ name: String, _ value: Int, _ unit: String, _ remark: String = "") {
        self.init(name, words: grouped(value), unit, remark)
    }

    public init(_ name: String, words: String, _ unit: String, _ remark: String = "") {
        self.name = name
        value = words
        self.unit = unit
        self.remark = remark
    }
}

/// The band of figures that belong together.
public func ledger(_ label: String, _ stats: [Stat]) -> HTML {
    "<dl class=\"ledger mb4\" aria-label=\"\(label)\">\(each: stats, stat)</dl>"
}

private func stat(_ stat: Stat) -> HTML {
    """
    <div class="stat"><dt>\(stat.name)</dt><dd><span class="v">\(stat.value)<small>\(stat.unit)</small></span>
    \(if: !stat.remark.isEmpty, "<p class=\"d\">\(stat.remark)</p>")</dd></div>
    """
}

/// A chip of a filter row: words, how many there are, where it leads, and whether it is the one chosen.
public struct Chip: Sendable {
    let words: String
    let count: Int?
    let path: Path
    let isChosen: Bool

    public init(_ words: String, count: Int? = nil, to path: Path, isChosen: Bool) {
        self.words = words
        self.count = count
        self.path = path
        self.isChosen = isChosen
    }
}

/// Filters as links: the address bar is the state.
public func chips(_ label: String, _ all: [Chip]) -> HTML {
    "<nav class=\"chips scroll\" aria-label=\"\(label)\">\(each: all, chip)</nav>"
}

private func chip(_ chip: Chip) -> HTML {
    """
    <a class="chip" href="\(chip.path)" \(attribute: "aria-current", chip.isChosen ? "true" : nil)>\(chip.words)\
    \(some: chip.count, chipCount)</a>
    """
}

/// Where a process stands: the steps before `current` are done.
public func steps(_ words: [String], current: Int) -> HTML {
    let items = Array(words.enumerated())
    return
        "<div class=\"card mb4\"><div class=\"card-b prog\"><ol class=\"steps\">\(each: items, { step($0, current: current) })</ol></div></div>"
}

private func step(_ item: (offset: Int, element: String), current: Int) -> HTML {
    """
    <li class="\(item.offset < current ? "done" : "")" \
    \(attribute: "aria-current", item.offset == current ? "step" : nil)>\(item.element)</li>
    """
}

private func chipCount(_ count: Int) -> HTML { "<span class=\"n\">\(grouped(count))</span>" }
