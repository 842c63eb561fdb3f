public import Web

/// A verdict as every page prints it: its outcome, the arithmetic, what would change it, and its sources, folded away. A source that
/// is not sure says so in the open.
public func verdict(_ verdict: Verdict) -> HTML {
    let unsure = verdict.sources.filter { $0.confidence == .low }
    return """
        <div class="verdict stack-s"><p>\(verdict.tag) <b>\(verdict.question)</b> \(verdict.words)</p>\
        \(some: verdict.change, { "<p class=\"muted\">\($0)</p>" })\(each: unsure, unsureNote)\
        \(if: !verdict.sources.isEmpty, sourceList(verdict.sources))</div>
        """
}

/// The warning that stands wherever a value is used of which we are not sure; nothing for one that was checked.
public func parameterNote(_ value: RuleValue) -> HTML {
    guard value.confidence == .low else { return .none }
    return unsureWords(value.name, value.words, value.citation, value.remark)
}

/// The same for a source quoted in a verdict.
private func unsureNote(_ source: Verdict.Source) -> HTML {
    unsureWords(source.name, source.words, source.citation, source.remark)
}

private func unsureWords(_ name: String, _ words: String, _ citation: String, _ remark: String?) -> HTML {
    note("“\(name)”取 \(words)，依据不确定（\(citation)），请核对后使用。\(remark ?? "")", .due)
}

private func sourceList(_ sources: [Verdict.Source]) -> HTML {
    """
    <details class="quiet"><summary>\(icon("journal-check"))依据</summary><ul class="plain">\
    \(each: sources, { "<li>\($0.name)：\($0.words)。\(citationLine($0))</li>" })</ul></details>
    """
}

private func citationLine(_ source: Verdict.Source) -> HTML {
    """
    \(source.citation)（\(source.place)，自 \(day(source.from)) 起\(some: source.until, { "，至 \(day($0))" })，\(source.origin)）
    """
}

extension Verdict {
    /// Its outcome as a label: a word, never the colour alone.
    fileprivate var tag: HTML {
        switch outcome {
        case .yes: Web.tag("符合", .done)
        case .no: Web.tag("不符合", .bad)
        case .person: Web.tag("须由人决定", .due)
        }
    }
}
