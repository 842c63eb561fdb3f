import Web

/// Words that nobody knew, each with a field for the one that is meant: one answer for all rows that have it.
func wordsCard(_ view: ImportView, _ filled: Filled) -> HTML {
    guard !view.words.isEmpty else { return .none }
    let shown = Array(view.words.prefix(ImportMending.mostWords).enumerated()), more = view.words.count - shown.count
    return card(
        "对不上的名称", id: "h-words",
        """
        <p class="s14">同一个写法只要答一次，所有这样写的行一起改好。</p>\(suggestionsForm(view))
        <div class="stack mt2">\(each: shown, { wordForm($0.element, at: $0.offset, view.batch, filled) })</div>
        \(each: view.choices, choiceList)\(if: more > 0, "<p class=\"hint mt2\">还有 \(more) 个写法，答完上面的再列出来。</p>")
        """)
}

/// The names to choose from while one types.
private func choiceList(_ list: (kind: Finding.Kind, words: [String])) -> HTML {
    "<datalist id=\"list-\(list.kind.rawValue)\">\(each: list.words, { "<option value=\"\($0)\"></option>" })</datalist>"
}

/// One button for all words that have a suggestion, where there are several.
private func suggestionsForm(_ view: ImportView) -> HTML {
    let ready = view.words.filter { $0.suggestion != nil }
    guard ready.count > 1 else { return .none }
    let rows = grouped(ready.reduce(0) { $0 + $1.rows })
    let inside: HTML = """
        \(hidden("all", "yes"))<div class="row mt2"><button class="btn">\(icon("magic"))\(ready.count) 个写法都按建议处理，\(rows) 行</button></div>
        """
    return form(to: Places.importWords(view.batch.id), inside)
}

private func wordForm(_ word: ImportMending.Word, at place: Int, _ batch: ImportBatch, _ filled: Filled) -> HTML {
    let isSent = filled["value"] == word.value && filled["kind"] == word.kind.rawValue
    let choice = isSent ? filled["choice"] : word.suggestion ?? ""
    // The summary of flaws leads to the field that was sent.
    let key = isSent ? "choice" : "choice-\(place)", flaw = isSent ? filled.flaws["choice"] : nil
    let inside: HTML = """
        \(hidden("kind", word.kind.rawValue))\(hidden("value", word.value))
        <div class="field"><label for="\(key)">\(word.kind.words)：“\(word.value)”，\(grouped(word.rows)) 行，按</label>
        <div class="row answer"><input class="input" id="\(key)" name="choice" value="\(choice)" autocomplete="off" required \
        list="list-\(word.kind.rawValue)" \
        \(attribute: "aria-invalid", flaw == nil ? nil : "true")>
        <button class="btn">\(icon("magic"))用于这 \(grouped(word.rows)) 行</button></div>
        \(some: flaw, { "<p class=\"err\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })
        \(some: isSent ? nil : word.former, { "<p class=\"hint\">\($0.words)，现在是“\(choice)”。</p>" })</div>
        """
    return form(to: Places.importWords(batch.id), className: "stack-s", inside)
}
