import Web

/// Who has signed for a paper and who has not, as its issuer sees it.
struct ReceiptList: Sendable {
    let document: OfficialDocument
    /// Signed, not signed, or both.
    let hasReceived: Bool?
    let addressees: [Addressee]
    let next: Path?

    static let pageSize = 200

    init(_ document: OfficialDocument, _ call: Call, in tx: Transaction) throws {
        self.document = document
        let state = call.query("state"), after = ID<Unit>(call.query("after"))
        let hasReceived = state == "waiting" ? false : state == "received" ? true : nil
        self.hasReceived = hasReceived
        let found = try Addressee.all(
            of: document, hasReceived: hasReceived, after: after, limit: Self.pageSize + 1, in: tx)
        addressees = Array(found.prefix(Self.pageSize))
        next =
            found.count > Self.pageSize
            ? Places.receipts(document.id).with([
                ("state", state), ("after", addressees.last?.unit.description ?? ""),
            ]) : nil
    }
}

func receiptsPage(_ list: ReceiptList) -> HTML {
    let document = list.document, here = Places.receipts(document.id)
    let word = list.hasReceived.map { $0 ? "received" : "waiting" } ?? ""
    let export = button("导出名单", to: Places.receiptsExport(document.id).with([("state", word)]), icon("download"))
    let all = [
        Chip("全部", count: document.sentTo, to: here, isChosen: list.hasReceived == nil),
        Chip(
            "未签收", count: document.outstanding, to: here.with("state", "waiting"), isChosen: list.hasReceived == false),
        Chip("已签收", count: document.received, to: here.with("state", "received"), isChosen: list.hasReceived == true),
    ]
    return """
        \(pageHead(
            "签收情况", "\(document.number ?? "") \(document.title)",
            crumbs: [("公文", Places.documents(document.unit)), (document.title, Places.document(document.id)), ("签收情况", nil)],
            actions: export))
        <section class="card" aria-label="签收名单"><div class="card-b">\(chips("签收状态", all))</div>
        \(if: list.addressees.isEmpty, emptyState("这里没有单位", "换一个状态看看。"))
        \(if: !list.addressees.isEmpty, receiptTable(list))</section>
        """
}

private func receiptTable(_ list: ReceiptList) -> HTML {
    """
    \(table("签收名单", columns, list.addressees))
    \(pager(shown: list.addressees.count, total: list.hasReceived == nil ? list.document.sentTo : nil, unit: "个", first: nil, next: list.next))
    """
}

private let columns: [Column<Addressee>] = [
    Column("单位", isName: true) { "\($0.name)" }, Column("方式") { "\($0.role.words)" }, Column("来自") { "\($0.why)" },
    Column("状态") { $0.receivedAt == nil ? tag("未签收", .due) : tag("已签收", .done) },
    Column("签收人") { "\($0.receiver ?? "—")" },
    Column("签收时间") { $0.receivedAt.map(moment) ?? "<span class=\"muted\">—</span>" },
]

func showReceipts(_ visit: Visit<Officer>, _ id: ID<OfficialDocument>) throws -> Answer {
    let document = try OfficialDocument.find(id, as: visit.who, in: visit.tx)
    let list = try ReceiptList(document, visit.call, in: visit.tx)
    let json: JSON = [
        "items": .array(
            list.addressees.map { one in
                [
                    "unit": JSON(one.unit), "name": JSON(one.name),
                    "received_at": one.receivedAt.map { JSON($0) } ?? .null,
                ]
            })
    ]
    return .page(title: "签收情况", json: json, receiptsPage(list))
}
