import Federation
import Web

func listReceived(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let list = try ReceivedList(unit, visit.call, in: visit.tx)
    return .page(title: "来文", json: ["items": .array(list.lines.map(\.document.json))], receivedListPage(list))
}

func showReceived(_ visit: Visit<Officer>, _ unit: ID<Unit>, _ id: ID<OfficialDocument>) throws -> Answer {
    let received = try Received(id, in: unit, as: visit.who, visit.tx)
    return .page(title: received.document.title, json: received.document.json, receivedPage(received))
}

/// Signs for a paper in the name of the unit. Sent twice it stays with whoever was first.
func signReceived(_ visit: Visit<Officer>, _ unit: ID<Unit>, _ id: ID<OfficialDocument>) throws -> Answer {
    let received = try Received(id, in: unit, as: visit.who, visit.tx)
    guard received.document.state == .issued else {
        throw OfficialDocument.Problem.isElsewhere(received.document.state)
    }
    let isFirst = try received.addressee.receive(by: visit.who.person, visit.tx)
    guard isFirst else { return .see(Places.receivedDocument(unit, id), saying: "这份公文已经签收过了。") }
    let words = "签收\(received.document.number ?? "")“\(received.document.title)”"
    try AuditEntry.write(
        Act("document.receive", on: "document", id, words), by: visit.who.person, in: unit, ring: visit.site.ring,
        visit.tx)
    return .see(Places.receivedDocument(unit, id), saying: "已签收，发文单位会看到。")
}

func sendReceivedPDF(
    _ visit: OpenVisit<Officer>, _ unit: ID<Unit>, _ id: ID<OfficialDocument>, _ seals: SealSource
) async throws -> Answer {
    let who = visit.who
    let paper = try await visit.store.read { tx in
        try DocumentPaper(try Received(id, in: unit, as: who, tx).document, seals, in: tx)
    }
    return try await paper.answer(seals)
}

func sendReceivedAttachment(
    _ visit: OpenVisit<Officer>, _ unit: ID<Unit>, _ id: ID<OfficialDocument>, _ file: ID<Attachment>
) async throws -> Answer {
    let who = visit.who
    let attachment = try await visit.store.read { tx in
        _ = try Received(id, in: unit, as: who, tx)
        return try Attachment.find(file, of: id, in: tx)
    }
    return .response(try attachment.response(visit.site))
}
