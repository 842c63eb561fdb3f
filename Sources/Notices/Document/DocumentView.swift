import Federation
import Web

/// All that the page of one paper shows.
struct DocumentView: Sendable {
    /// One saved version of its words.
    struct Version: Record, Sendable {
        let number: Int
        let words: String
        let who: String?
        let at: Instant

        static let columns: SQL = "v.version, v.words, p.name AS who, v.saved_at"

        init(_ row: borrowing Row) throws {
            number = try row.read("version")
            words = try row.read("words")
            who = try row.read("who")
            at = try row.read("saved_at")
        }
    }

    let document: OfficialDocument
    let attachments: [Attachment]
    let versions: [Version]
    /// Whom it goes to, in words, main addressees and copies.
    let main: String
    let copies: String
    let mayIssue: Bool

    init(_ document: OfficialDocument, as officer: Officer, in tx: Transaction) throws {
        self.document = document
        attachments = try Attachment.all(of: document.id, in: tx)
        versions = try tx.all(
            """
            SELECT \(Version.columns) FROM document_version v LEFT JOIN person p ON p.id = v.saved_by
             WHERE v.document_id = \(document.id) ORDER BY v.version DESC LIMIT 20
            """)
        let targets = try DocumentTarget.all(of: document.id, in: tx)
        let words = { (role: DocumentTarget.Role) in
            try targets.filter { $0.role == role }.map { try $0.words(in: tx) }.joined(separator: "、")
        }
        main = try words(.main)
        copies = try words(.copy)
        mayIssue = officer.also(.documentIssue)?.reaches(document.unitPath) ?? false
    }
}

func documentPage(_ view: DocumentView, _ filled: Filled) -> HTML {
    let document = view.document
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            document.title, "\(document.kind.words) · \(document.unitName)",
            crumbs: [("公文", Places.documents(document.unit)), (document.number ?? "未编号", nil)],
            actions: documentActions(view)))
        <div class="mb4">\(standing(document))</div>
        <div class="cols cols-8-4"><div class="stack">\(words(view))\(attachmentCard(view, filled))</div>
        <div class="stack">\(factsCard(view))\(decisionCard(view, filled))\(versionCard(view))</div></div>
        """
}

private func documentActions(_ view: DocumentView) -> HTML {
    let document = view.document
    return """
        \(if: document.isOpen, button("修改", to: Places.documentRevision(document.id), icon("pencil")))\
        \(button("看版式文件", to: Places.documentPDF(document.id), icon("file-earmark-pdf")))\
        \(if: document.state == .draft, action("送签", to: Places.documentSubmission(document.id), className: "btn primary"))\
        \(if: document.state == .review && view.mayIssue, button("编号印发", to: Places.documentIssue(document.id), icon("send"), isPrimary: true))
        """
}

private func standing(_ document: OfficialDocument) -> HTML {
    switch document.state {
    case .draft:
        document.returnedFor.map { note("退回修改：\($0)", .due) } ?? .none
    case .review: note("已送签，等有签发权的人编号印发。", .information)
    case .issued:
        document.outstanding == 0
            ? note("已印发，\(grouped(document.sentTo)) 个单位全部签收。", .done)
            : note(
                "已印发给 \(grouped(document.sentTo)) 个单位，还有 <a href=\"\(Places.receipts(document.id).with("state", "waiting"))\">\(grouped(document.outstanding)) 个没有签收</a>。",
                .due)
    case .withdrawn: note("已撤回：\(document.withdrawnFor ?? "")", .bad)
    }
}

/// The words of a paper as they are read on a screen.
func documentWords(_ document: OfficialDocument) -> HTML {
    let paragraphs = document.body.split(separator: "\n").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
    return """
        \(if: !document.addressees.isEmpty, "<p>\(document.addressees)：</p>")
        \(each: paragraphs, { "<p class=\"para\">\($0)</p>" })
        \(some: document.remark, { "<p class=\"muted\">（\($0)）</p>" })
        """
}

private func words(_ view: DocumentView) -> HTML {
    card("正文", id: "h-body", "<div class=\"official\">\(documentWords(view.document))</div>")
}

private func attachmentCard(_ view: DocumentView, _ filled: Filled) -> HTML {
    let document = view.document
    let list: HTML =
        view.attachments.isEmpty
        ? "<p class=\"muted\">没有附件。</p>"
        : "<ul class=\"rows\">\(each: view.attachments, { attachmentLine($0, document) })</ul>"
    let file = Field(
        "file", "添加附件", .file, hint: "PDF、图片、Word、Excel 或 ZIP，最大 20 MB。", isWide: true,
        accept: ".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx,.wps,.et,.zip")
    let adding = form(
        to: Places.documentAttachments(document.id), isMultipart: true,
        "\(field(file, filled))<div class=\"row\"><button class=\"btn\">上传</button></div>")
    return card("附件", id: "h-files", "\(list)\(if: document.isOpen, adding)")
}

private func attachmentLine(_ file: Attachment, _ document: OfficialDocument) -> HTML {
    """
    <li class="row"><a class="grow" href="\(Places.documentAttachment(document.id, file.id))">\(file.name)</a>\
    <span class="muted">\(file.weight)</span>\
    \(if: document.isOpen, action("移除", to: Places.documentAttachmentEnd(document.id, file.id), className: "btn sm"))</li>
    """
}

private func factsCard(_ view: DocumentView) -> HTML {
    let document = view.document
    var all: [Fact] = [
        ("状态", tag(document.state.words, document.state.tone)),
        ("文号", document.number.map { "<b class=\"num\">\($0)</b>" } ?? "签发时编定"), ("成文日期", day(document.issuedOn)),
        ("主送", "\(view.main)"), ("抄送", "\(view.copies.isEmpty ? "—" : view.copies)"),
    ]
    if let signer = document.signer { all.append(("签发人", "\(signer)")) }
    if document.sentTo > 0 {
        let words = "\(grouped(document.received)) / \(grouped(document.sentTo))"
        all.append(("签收", "<a href=\"\(Places.receipts(document.id))\">\(words)</a>"))
    }
    return card("办理情况", id: "h-facts", facts(all))
}

/// What whoever may issue can do beside issuing: give back, withdraw.
private func decisionCard(_ view: DocumentView, _ filled: Filled) -> HTML {
    let document = view.document
    guard view.mayIssue else { return .none }
    let reason = Field("reason", "事由", isRequired: true, isWide: true, maximum: 200)
    switch document.state {
    case .review:
        return card(
            "退回修改", id: "h-return",
            form(
                to: Places.documentReturn(document.id),
                "\(field(reason, filled))<div class=\"row\"><button class=\"btn\">退回</button></div>"))
    case .issued:
        return card(
            "撤回这份公文", id: "h-withdraw",
            form(
                to: Places.documentWithdrawal(document.id),
                """
                <p class="hint">收到它的单位会看到“已撤回”和事由；文号不再给别的公文。</p>\(field(reason, filled))
                <div class="row"><button class="btn danger">撤回</button></div>
                """))
    case .draft, .withdrawn: return .none
    }
}

private func versionCard(_ view: DocumentView) -> HTML {
    card("历次稿", id: "h-versions", "<ul class=\"rows\">\(each: view.versions, versionLine)</ul>")
}

private func versionLine(_ version: DocumentView.Version) -> HTML {
    """
    <li class="row"><span class="grow">第 \(version.number) 稿 · \(version.words)</span>\
    <span class="muted">\(version.who ?? "系统") · \(moment(version.at))</span></li>
    """
}
