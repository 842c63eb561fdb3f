import Federation
import Web

/// The papers of a unit, as the page shows them.
struct DocumentList: Sendable {
    let unit: UnitEntry
    let state: DocumentState?
    let counts: [DocumentState: Int]
    let documents: [OfficialDocument]
    let isFirst: Bool
    let next: Path?
    let mayIssue: Bool

    static let pageSize = 50

    init(_ unit: UnitEntry, _ call: Call, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        let state = DocumentState(rawValue: call.query("state")), before = ID<OfficialDocument>(call.query("before"))
        self.state = state
        counts = try OfficialDocument.counts(of: unit, in: tx)
        let found = try OfficialDocument.page(
            of: unit, state, before: before, limit: Self.pageSize + 1, as: officer, in: tx)
        documents = Array(found.prefix(Self.pageSize))
        isFirst = before == nil
        next =
            found.count > Self.pageSize
            ? Places.documents(unit.id).with([
                ("state", state?.rawValue ?? ""), ("before", documents.last?.id.description ?? ""),
            ]) : nil
        mayIssue = officer.also(.documentIssue)?.reaches(unit.path) ?? false
    }

    var json: JSON { ["items": .array(documents.map(\.json))] }
}

extension OfficialDocument {
    var json: JSON {
        [
            "id": JSON(id), "unit": JSON(unit), "kind": JSON(kind.rawValue), "state": JSON(state.rawValue),
            "title": JSON(title), "number": JSON(number), "issued_on": JSON(issuedOn), "sent_to": JSON(sentTo),
            "received": JSON(received),
        ]
    }
}

func documentListPage(_ list: DocumentList) -> HTML {
    let unit = list.unit
    let actions: HTML = """
        \(if: list.mayIssue, button("机关代字", to: Places.series(unit.id), icon("123")))\
        \(button("来文", to: Places.received(unit.id), icon("inbox")))\
        \(button("起草公文", to: Places.documentNew(unit.id), icon("pencil-square"), isPrimary: true))
        """
    return """
        \(pageHead("公文", "\(unit.name)起草和印发的公文", actions: actions))
        <section class="card" aria-label="公文一览"><div class="card-b">\(chips("公文状态", stateChips(list)))</div>
        \(rows(list))</section>
        """
}

private func stateChips(_ list: DocumentList) -> [Chip] {
    let here = Places.documents(list.unit.id)
    let all = Chip("全部", count: list.counts.values.reduce(0, +), to: here, isChosen: list.state == nil)
    return [all]
        + DocumentState.allCases.map { state in
            Chip(
                state.words, count: list.counts[state] ?? 0, to: here.with("state", state.rawValue),
                isChosen: state == list.state)
        }
}

private func rows(_ list: DocumentList) -> HTML {
    guard !list.documents.isEmpty else {
        return emptyState("这里还没有公文", "起草一份，送签后由有签发权的人编号印发。")
    }
    let first = list.isFirst ? nil : Places.documents(list.unit.id)
    return """
        \(table("公文一览", columns, list.documents))
        \(pager(shown: list.documents.count, total: nil, unit: "份", first: first, next: list.next))
        """
}

private let columns: [Column<OfficialDocument>] = [
    Column("标题", isName: true) { "<a href=\"\(Places.document($0.id))\">\($0.title)</a>" },
    Column("文号") { document in
        document.number.map { "<span class=\"num\">\($0)</span>" } ?? "<span class=\"muted\">未编号</span>"
    },
    Column("文种") { "\($0.kind.words)" },
    Column("状态") { tag($0.state.words, $0.state.tone) },
    Column("成文日期") { day($0.issuedOn) },
    Column("签收", isFigure: true) { document in
        document.sentTo == 0
            ? "<span class=\"muted\">—</span>" : "\(grouped(document.received)) / \(grouped(document.sentTo))"
    },
]
