import Web

/// The rows of an import one by one: looking at them, deciding what is in doubt, putting right what was mistyped everywhere.
let importRowRoutes: [Route] = [
    .get(Places.importRows, .officer(.memberImport), listImportRows),
    .get(Places.importDoubts, .officer(.memberImport), showDoubts),
    .post(Places.importDoubts, .officer(.memberImport), decideDoubt, again: showDoubts),
    .post(Places.importWords, .officer(.memberImport), mendWord, again: showImport),
]

func listImportRows(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.find(id, as: visit.who, in: visit.tx)
    let list = try ImportRowList(batch, visit.call, ring: visit.site.ring, in: visit.tx)
    return .page(title: "逐行查看", importRowsPage(list))
}

func showDoubts(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.find(id, as: visit.who, in: visit.tx)
    let queue = try DoubtQueue(batch, visit.call, ring: visit.site.ring, in: visit.tx)
    return .page(title: "要您决定的行", doubtsPage(queue, visit.filled))
}

/// Decides one row, or all that are open alike.
func decideDoubt(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.claim(id, as: visit.who, in: visit.tx)
    let deciding = ImportDeciding(
        batch: batch, officer: visit.who.person, ring: visit.site.ring, tx: visit.tx)
    let queue = Places.importDoubts(id)
    if let all = DoubtChoice(rawValue: visit.form["all"]) {
        let (done, left) = try deciding.decideAll(all)
        try note(visit, batch, "批量决定 \(done) 行：\(all.words)。")
        let rest = left > 0 ? "，还有 \(grouped(left)) 行待定" : ""
        return .see(queue, saying: "已决定 \(grouped(done)) 行\(rest)。")
    }
    guard let choice = DoubtChoice(rawValue: visit.form["choice"]), let line = Int(visit.form["line"]) else {
        throw Flaws("all", "请选择怎么处理。")
    }
    try deciding.decide(line, choice, seen: DoubtChoice(rawValue: visit.form["seen"]) ?? .open)
    try note(visit, batch, "第 \(batch.words(line: line)) 行：\(choice.words)。")
    return .see(
        choice == .open ? queue.with("decided", "yes") : queue.with("next", "yes"),
        saying: "第 \(batch.words(line: line)) 行：\(choice.words)。")
}

/// Takes known words for unknown ones, in every row that has them: one word as typed, or with `all` each as suggested.
func mendWord(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.claim(id, as: visit.who, in: visit.tx)
    let answers: [ImportMending.Answer]
    if visit.form["all"] == "yes" {
        guard batch.isOpen else { throw ImportProblem.notWaiting }
        answers = try ImportMending.words(of: batch, in: visit.tx).compactMap(\.answer)
    } else {
        guard let kind = Finding.Kind(rawValue: visit.form["kind"]) else { throw Refusal.missing }
        let choice = visit.form["choice"].trimmingBlanks
        answers = [ImportMending.Answer(kind: kind, value: visit.form["value"], choice: choice)]
    }
    let outcome = try ImportMending(batch: batch, ring: visit.site.ring, tx: visit.tx).settle(answers)
    let said = answers.prefix(5).map { "“\($0.value)”按“\($0.choice)”" }.joined(separator: "，")
    let words = "\(said)\(answers.count > 5 ? "等 \(answers.count) 个名称" : "")处理"
    switch outcome {
    case .mended(let rows):
        try note(visit, batch, "\(words)，\(rows) 行。")
        return .see(Places.importBatch(id), saying: "\(words)，共 \(grouped(rows)) 行。")
    case .begun(let rows):
        try note(visit, batch, "\(words)，\(rows) 行，在后台做。")
        return .see(Places.importBatch(id))
    }
}

private func note(_ visit: Visit<Officer>, _ batch: ImportBatch, _ words: String) throws {
    let act = Act("import.decide", on: "import", batch.id, words)
    try AuditEntry.write(act, by: visit.who.person, in: batch.unit, ring: visit.site.ring, visit.tx)
}
