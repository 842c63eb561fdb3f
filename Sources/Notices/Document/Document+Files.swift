import Federation
import Server
import Web

/// Sets a paper and sends it.
func sendDocumentPDF(
    _ visit: OpenVisit<Officer>, _ id: ID<OfficialDocument>, _ seals: SealSource
) async throws -> Answer {
    let who = visit.who
    let paper = try await visit.store.read { tx in
        try DocumentPaper(try OfficialDocument.find(id, as: who, in: tx), seals, in: tx)
    }
    return try await paper.answer(seals)
}

func sendAttachment(
    _ visit: OpenVisit<Officer>, _ id: ID<OfficialDocument>, _ file: ID<Attachment>
) async throws -> Answer {
    let who = visit.who
    let attachment = try await visit.store.read { tx in
        _ = try OfficialDocument.find(id, as: who, in: tx)
        return try Attachment.find(file, of: id, in: tx)
    }
    return .response(try attachment.response(visit.site))
}

/// Keeps a file before the commit of its row.
func addAttachment(_ visit: OpenVisit<Officer>, _ id: ID<OfficialDocument>) async throws -> Answer {
    let (who, ring) = (visit.who, visit.site.ring)
    if let earlier = try await visit.earlierAnswer() { return earlier }
    let document = try await visit.store.read { tx in try OfficialDocument.find(id, as: who, in: tx) }
    guard document.isOpen else { throw OfficialDocument.Problem.isElsewhere(document.state) }
    guard let upload = visit.form.upload("file") else { throw Flaws("file", "请选择要上传的文件。") }
    guard upload.size <= Attachment.most else {
        throw Flaws("file", "这个文件有 \(upload.size >> 20) MB，最大 20 MB。")
    }
    guard let bytes = try upload.bytes() else { throw Flaws("file", "文件没有收完整，请再选一次。") }
    let name = String(upload.fileName.prefix(120))
    guard let media = Attachment.Media(bytes, named: name) else {
        throw Flaws("file", "只收 PDF、PNG、JPEG、Word、Excel 和 ZIP 文件，这个文件不是。")
    }
    let mark = try Shelf(visit.site).keep(bytes, wall: Attachment.wall(id))
    return try await visit.writeOnce { tx in
        let document = try OfficialDocument.claim(id, as: who, in: tx)
        guard document.isOpen else { throw OfficialDocument.Problem.isElsewhere(document.state) }
        guard try Attachment.all(of: id, in: tx).count < Attachment.mostOfOne else {
            throw Flaws("file", "一份公文最多 \(Attachment.mostOfOne) 个附件。")
        }
        try Attachment.insert(name, media, size: bytes.count, mark: mark, to: id, tx)
        try document.audit("document.attach", "添加附件“\(name)”", by: who.person, ring: ring, tx)
        return .see(Places.document(id), saying: "附件已添加。")
    }
}

func askAttachment(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    try showDocument(visit, id)
}

/// Takes an attachment off a paper that is not issued. The file goes with the next sweep of the shelf.
func endAttachment(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>, _ file: ID<Attachment>) throws -> Answer {
    let document = try OfficialDocument.claim(id, as: visit.who, in: visit.tx)
    guard document.isOpen else { throw OfficialDocument.Problem.isElsewhere(document.state) }
    let attachment = try Attachment.find(file, of: id, in: visit.tx)
    try visit.tx.run("DELETE FROM document_attachment WHERE id = \(attachment.id)")
    try document.audit(
        "document.detach", "移除附件“\(attachment.name)”", by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.document(id), saying: "附件已移除。")
}
