import Federation
import Web

func receivedListPage(_ list: ReceivedList) -> HTML {
    let here = Places.received(list.unit.id)
    let all = [
        Chip("全部", to: here, isChosen: !list.isWaiting),
        Chip("待签收", count: list.waiting, to: here.with("state", "waiting"), isChosen: list.isWaiting),
    ]
    return """
        \(pageHead("来文", "发给\(list.unit.name)的公文"))
        <section class="card" aria-label="来文一览"><div class="card-b">\(chips("来文状态", all))</div>\(rows(list, here))</section>
        """
}

private func rows(_ list: ReceivedList, _ here: Path) -> HTML {
    guard !list.lines.isEmpty else {
        return emptyState(list.isWaiting ? "没有待签收的来文" : "还没有来文", "上级印发的公文会出现在这里。")
    }
    let unit = list.unit.id
    let columns: [Column<ReceivedList.Line>] = [
        Column("标题", isName: true) {
            "<a href=\"\(Places.receivedDocument(unit, $0.document.id))\">\($0.document.title)</a>"
        },
        Column("文号") { "<span class=\"num\">\($0.document.number ?? "")</span>" },
        Column("来自") { "\($0.document.unitName)" }, Column("方式") { "\($0.role.words)" },
        Column("成文日期") { day($0.document.issuedOn) },
        Column("状态") { receivedTag($0.document, $0.receivedAt) },
    ]
    return """
        \(table("来文一览", columns, list.lines))
        \(pager(shown: list.lines.count, total: nil, unit: "份", first: list.isFirst ? nil : here, next: list.next))
        """
}

private func receivedTag(_ document: OfficialDocument, _ at: Instant?) -> HTML {
    if document.state == .withdrawn { return tag("已撤回", .bad) }
    return at == nil ? tag("待签收", .due) : tag("已签收", .done)
}

func receivedPage(_ received: Received) -> HTML {
    let document = received.document, unit = received.unit.id
    let actions: HTML = """
        \(button("看版式文件", to: Places.receivedPDF(unit, document.id), icon("file-earmark-pdf")))\
        \(if: mayReceive(received), action("签收", to: Places.receivedReceipt(unit, document.id), className: "btn primary"))
        """
    return """
        \(pageHead(
            document.title, "\(document.number ?? "") · \(document.unitName)",
            crumbs: [("来文", Places.received(unit)), (document.number ?? "", nil)], actions: actions))
        <div class="mb4">\(standing(received))</div>
        <div class="cols cols-8-4"><div class="stack">\(card("正文", id: "h-body", "<div class=\"official\">\(documentWords(document))</div>"))</div>
        <div class="stack">\(factsCard(received))\(files(received))</div></div>
        """
}

private func mayReceive(_ received: Received) -> Bool {
    received.maySign && received.addressee.receivedAt == nil && received.document.state == .issued
}

private func standing(_ received: Received) -> HTML {
    if received.document.state == .withdrawn {
        return note("发文单位已撤回这份公文：\(received.document.withdrawnFor ?? "")。请不要再按它办理。", .bad)
    }
    guard let at = received.addressee.receivedAt else { return note("还没有签收。读完请点“签收”，发文单位会看到。", .due) }
    return note("\(received.addressee.receiver ?? "")已于 \(moment(at)) 签收。", .done)
}

private func factsCard(_ received: Received) -> HTML {
    let document = received.document
    return card(
        "这份公文", id: "h-facts",
        facts([
            ("文号", "<b class=\"num\">\(document.number ?? "")</b>"), ("发文单位", "\(document.unitName)"),
            ("文种", "\(document.kind.words)"), ("成文日期", day(document.issuedOn)),
            ("发给本单位", "\(received.addressee.role.words)（\(received.addressee.why)）"),
        ]))
}

private func files(_ received: Received) -> HTML {
    guard !received.attachments.isEmpty else { return .none }
    let line = { (file: Attachment) -> HTML in
        """
        <li class="row"><a class="grow" href="\(Places.receivedAttachment(received.unit.id, received.document.id, file.id))">\
        \(file.name)</a><span class="muted">\(file.weight)</span></li>
        """
    }
    return card("附件", id: "h-files", "<ul class=\"rows\">\(each: received.attachments, line)</ul>")
}
