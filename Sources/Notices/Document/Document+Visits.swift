import Federation
import Web

/// `/units/:id/documents`: what a unit writes and has issued.
func listDocuments(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let list = try DocumentList(unit, visit.call, as: visit.who, in: visit.tx)
    return .page(title: "公文", json: list.json, documentListPage(list))
}

func askDocument(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let choices = try DocumentChoices(unit, as: visit.who, in: visit.tx)
    return .page(title: "起草公文", documentNewPage(choices, visit.filled))
}

func draftDocument(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let draft = try DocumentDraft(visit.form, in: visit.tx)
    let made = try OfficialDocument.insert(draft, in: unit, by: visit.who.person, visit.tx)
    try OfficialDocument.find(made, as: visit.who, in: visit.tx)
        .audit("document.draft", "起草公文“\(draft.title)”", by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.document(made), saying: "已存为草稿。核对版式文件后送签。")
}

func showDocument(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let document = try OfficialDocument.find(id, as: visit.who, in: visit.tx)
    let view = try DocumentView(document, as: visit.who, in: visit.tx)
    return .page(title: document.title, json: document.json, documentPage(view, visit.filled))
}

func askDocumentRevision(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let document = try OfficialDocument.find(id, as: visit.who, in: visit.tx)
    guard document.isOpen else { throw Refusal.missing }
    let unit = try UnitEntry.find(document.unit, as: visit.who, in: visit.tx)
    let choices = try DocumentChoices(unit, as: visit.who, in: visit.tx)
    let onFile = try document.onFile(DocumentTarget.all(of: id, in: visit.tx), in: visit.tx)
    // Sent again after somebody else's change, the form carries the version of now: its sender has been told.
    let sent = visit.form.fields.filter { $0.name != "version" } + [("version", String(document.version))]
    let filled = visit.call.isSent ? Filled(pairs: sent, flaws: visit.filled.flaws) : Filled(pairs: onFile)
    return .page(title: "修改公文", documentRevisionPage(document, choices, filled))
}

func reviseDocument(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let document = try OfficialDocument.claim(id, as: visit.who, in: visit.tx)
    let draft = try DocumentDraft(visit.form, in: visit.tx)
    let version = Int(visit.form["version"]) ?? 0
    try document.update(draft, version: version, by: visit.who.person, visit.tx)
    try document.audit(
        "document.revise", "修改公文“\(draft.title)”", by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.document(id), saying: "已保存为第 \(version + 1) 稿。")
}

func submitDocument(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    try OfficialDocument.claim(id, as: visit.who, in: visit.tx)
        .submit(by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.document(id), saying: "已送签。")
}

func giveDocumentBack(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let reason = try reason(visit.form)
    try OfficialDocument.claim(id, as: visit.who, in: visit.tx)
        .giveBack(for: reason, by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.document(id), saying: "已退回起草人。")
}

func askIssue(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let document = try OfficialDocument.find(id, as: visit.who, in: visit.tx)
    let issuing = try DocumentIssuing(document, in: visit.tx)
    let filled = visit.filled(else: ["issued_on": visit.tx.today.description])
    return .page(title: "编号印发", documentIssuingPage(issuing, filled))
}

func issueDocument(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let document = try OfficialDocument.claim(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let chosen: ID<DocumentSeries> = check.id("series", "机关代字")
    let day = check.day("issued_on", "成文日期")
    if check.flaws["issued_on"] == nil, day > visit.tx.today {
        check.add("issued_on", OfficialDocument.Problem.datedAhead.words)
    }
    try check.done()
    guard let series = try DocumentSeries.all(of: document.unit, in: visit.tx).first(where: { $0.id == chosen }) else {
        throw Flaws("series", OfficialDocument.Problem.noSeries.words)
    }
    let number = try document.issue(in: series, on: day, by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.document(id), saying: "已编为\(number)，印发出去了。")
}

func withdrawDocument(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let reason = try reason(visit.form)
    try OfficialDocument.claim(id, as: visit.who, in: visit.tx)
        .withdraw(for: reason, by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.document(id), saying: "已撤回。")
}

func showSeries(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "机关代字", seriesPage(try SeriesView(unit, in: visit.tx), visit.filled))
}

func addSeries(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let code = check.text("code", "机关代字", 2...12)
    let used = check.typed("used").isEmpty ? 0 : check.number("used", "已用的号", 0...9999)
    if code.contains(where: { "〔〕[]【】0123456789".contains($0) }) { check.add("code", "只写代字，年份和顺序号由系统编。") }
    try check.done()
    let made = try UnitEntry.beside(code) { try DocumentSeries.insert(code, in: unit.id, used: used, visit.tx) }
    let act = Act("document.series", on: "document_series", made, "登记机关代字“\(code)”，今年已用到 \(used) 号")
    try AuditEntry.write(act, by: visit.who.person, in: unit.id, ring: visit.site.ring, visit.tx)
    return .see(Places.series(id), saying: "“\(code)”已登记。")
}

extension UnitEntry {
    /// A code that is taken is told beside its field.
    fileprivate static func beside<Result>(_ code: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch OfficialDocument.Problem.codeTaken {
            throw Flaws("code", OfficialDocument.Problem.codeTaken(code).words)
        }
    }
}

/// Why something is given back or withdrawn.
private func reason(_ form: Form) throws(Flaws) -> String {
    var check = Check(form)
    let reason = check.text("reason", "事由", 2...200)
    try check.done()
    return reason
}
