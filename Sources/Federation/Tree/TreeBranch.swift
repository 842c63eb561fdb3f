import Web

/// Draws the lines of a picture as lists inside lists. Without script a branch is opened and closed by links; a script makes
/// the same lists a tree for the keyboard, and fetches branches one by one.
struct TreeBranch: Sendable {
    private let look: TreeLook
    private let counts: TreeCounts
    private let tops: [TreeLine]
    private let below: [ID<Unit>: [TreeLine]]
    private let hits: Set<ID<Unit>>

    init(_ picture: TreePicture) {
        look = picture.look
        counts = picture.counts
        hits = picture.hits
        let lines = picture.shown, shown = Set(lines.map(\.id))
        tops = lines.filter { line in !(line.parent.map(shown.contains) ?? false) }
        below = Dictionary(grouping: lines.filter { $0.parent != nil }) { $0.parent ?? ID(0) }
    }

    var isEmpty: Bool { tops.isEmpty }

    /// The outermost list, as a page has it.
    var whole: HTML { "<ul class=\"utree\" data-tree aria-label=\"单位\">\(each: tops, item)</ul>" }

    /// The list of a branch that was opened later.
    var part: HTML { "<ul>\(each: tops, item)</ul>" }

    private func item(_ line: TreeLine) -> HTML {
        let inside = below[line.id] ?? []
        return """
            <li id="unit-\(line.id)"><div class="trow">\(twist(line, isOpen: !inside.isEmpty))<span class="tt">\(name(line))\
            \(seat(line))</span><span class="tm">\(vacancy(line, isOpen: !inside.isEmpty))\(count(line))</span>\(onward(line))</div>
            \(if: !inside.isEmpty, "<ul>\(each: inside, item)</ul>")</li>
            """
    }

    /// The sign that opens a branch and closes it again.
    private func twist(_ line: TreeLine, isOpen: Bool) -> HTML {
        guard line.below > 0 else { return "<span class=\"tw\"></span>" }
        let path = look.path(opening: isOpen ? line.parent : line.id).at("unit-\(line.id)")
        return """
            <a class="tw no-print" href="\(path)" data-branch="\(look.path(branch: line.id))" \
            \(flag: "data-open", isOpen)>\(icon("chevron-right"))<span class="vh">\(isOpen ? "收起" : "展开")\(line.shortName)的下级</span></a>
            """
    }

    private func name(_ line: TreeLine) -> HTML {
        let words: HTML = hits.contains(line.id) ? "<mark>\(line.shortName)</mark>" : HTML.words(line.shortName)
        return """
            <a class="tn" id="n-\(line.id)" href="\(Places.unit(line.id))" data-k="\(line.keys)" aria-describedby="c-\(line.id)" \
            \(attribute: "aria-current", line.id == look.open ? "true" : nil)>\(words)</a>
            """
    }

    /// Who leads; of a hit also what else it may have been found by.
    private func seat(_ line: TreeLine) -> HTML {
        if hits.contains(line.id), line.name != line.shortName || line.code != nil {
            let code = line.code.map { "代码 \($0)" } ?? ""
            let name = line.name == line.shortName ? "" : line.name
            return "<span class=\"tp\">\([name, code].filter { !$0.isEmpty }.joined(separator: "，"))</span>"
        }
        guard let leader = counts.leader(line) else { return .none }
        return "<span class=\"tp\">\(leader.kind.spoken) \(leader.name)</span>"
    }

    /// What is wanting in the unit itself; of a closed branch also how much below it.
    private func vacancy(_ line: TreeLine, isOpen: Bool) -> HTML {
        let own = counts.wanting(line), below = counts.vacancies(line) - own.count
        let state: HTML = line.state == .preparing ? tag(line.state.words, .information) : .none
        let here: HTML = own.isEmpty ? .none : tag("空缺：" + own.map(\.spoken).joined(separator: "、"), .due)
        let beneath: HTML = isOpen || below == 0 ? .none : "<span class=\"tv\">下级空缺 \(below)</span>"
        return state + here + beneath
    }

    private func count(_ line: TreeLine) -> HTML {
        """
        <span class="n" id="c-\(line.id)">\(grouped(counts.members(line))) 人\
        \(if: line.below > 0, "<span class=\"nb\"> · 下级 \(line.below)</span>")</span>
        """
    }

    /// On a phone a branch is a page of its own.
    private func onward(_ line: TreeLine) -> HTML {
        guard line.below > 0 else { return "<span class=\"tg\"></span>" }
        return """
            <a class="tg no-print" href="\(look.path(branch: line.id))" data-step>\(icon("chevron-right"))\
            <span class="vh">看\(line.shortName)的下级</span></a>
            """
    }
}

extension PostKind {
    /// As people say it beside a unit's name, where it is plain that the union is meant.
    var spoken: String {
        switch self {
        case .chair: "主席"
        case .auditChair: "经审主任"
        case .womenChair: "女工主任"
        default: words
        }
    }
}
