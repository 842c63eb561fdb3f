import Server
import Web

/// `/unit-changes/:id/paper`: the paper of an act, to be completed or corrected.
func askChangePaper(_ visit: Visit<Officer>, _ id: ID<UnitChange>) throws -> Answer {
    let change = try UnitChange.find(id, as: visit.who, in: visit.tx)
    guard change.state == .done else { throw Refusal.missing }
    let onFile = [
        "paper": change.paper.number ?? "", "paper_day": change.paper.day?.description ?? "",
        "version": String(change.version),
    ]
    return .page(title: "更正文件", changePaperPage(change, visit.filled(else: onFile)))
}

/// Takes number, day and scan over; what was there before is told in the audit.
func keepChangePaper(_ visit: OpenVisit<Officer>, _ id: ID<UnitChange>) async throws -> Answer {
    let (who, ring, form) = (visit.who, visit.site.ring, visit.form)
    _ = try await visit.store.read { tx in try UnitChange.find(id, as: who, in: tx) }
    let scan = try Shelf(visit.site).keepScan(of: form)
    return try await visit.writeOnce { tx in
        let change = try UnitChange.claim(id, as: who, in: tx)
        guard change.state == .done else { throw Refusal.missing }
        var check = Check(form)
        let paper = UnitPaper(&check, today: tx.today, scan: scan ?? change.paper.scan)
        if form["version"] != String(change.version) {
            check.add("", "刚才有人改过这份文件的登记，现在是：\(change.paper.words ?? "没有文件")。请核对后再保存。")
        }
        try check.done()
        try change.correct(paper, in: tx)
        let unit = try UnitEntry.find(change.unit, as: who, in: tx)
        let detail = "原来：\(change.paper.words ?? "没有文件")；现在：\(paper.words ?? "没有文件")\(scan == nil ? "" : "；换了扫描件")"
        try unit.audit(
            Act("unit.paper", on: "unit", unit.id, detail: detail, "更正“\(change.kind.words)”的文件：\(change.words)"),
            by: who, ring: ring, in: tx)
        return .see(Places.unitChange(id), saying: "文件已保存。")
    }
}

/// The scan itself, sent as what it is and never run as a page.
func sendChangeScan(_ visit: OpenVisit<Officer>, _ id: ID<UnitChange>) async throws -> Answer {
    let who = visit.who
    let change = try await visit.store.read { tx in try UnitChange.find(id, as: who, in: tx) }
    guard let scan = change.paper.scan else { throw Refusal.missing }
    let bytes = try Shelf(visit.site).bytes(of: scan.hash)
    let (type, ending) =
        switch scan.format {
        case .pdf: ("application/pdf", "pdf")
        case .png: ("image/png", "png")
        case .jpeg: ("image/jpeg", "jpg")
        }
    var response = Response.download(
        .bytes(bytes), type, plain: "paper.\(ending)", named: "\(change.paper.number ?? change.kind.words).\(ending)")
    response.headers.set("X-Content-Type-Options", "nosniff")
    return .response(response)
}

private func changePaperPage(_ change: UnitChange, _ filled: Filled) -> HTML {
    let inside: HTML = """
        \(hidden("version", String(change.version)))<div class="form-grid">\(paperFields(filled, kept: change.paper.scan))</div>
        <div class="row"><button class="btn primary">保存</button>\(button("返回", to: Places.unitChange(change.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("更正文件", "\(change.words)改动会记入审计。"))
        <section class="card" aria-label="文件"><div class="card-b">\
        \(form(to: Places.unitChangePaper(change.id), isMultipart: true, inside))</div></section>
        """
}
