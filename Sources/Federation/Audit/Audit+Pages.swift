import Web

/// `/units/:id/audit`: what was done in a unit, by whom, and whether the chain holds.
func showAudit(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let question = AuditQuestion(
        unit: unit, hasBelow: visit.call.query("below") == "yes", noun: visit.call.query("act"),
        before: ID(visit.call.query("before")))
    let (entries, hasMore) = try question.entries(as: visit.who, in: visit.tx)
    let lines = try AuditLine.all(entries, as: visit.who, in: visit.tx)
    // Only the first page walks the chain: the next pages show the past, which the first has vouched for.
    let chain = question.before == nil ? try AuditEntry.state(ofChain: id.raw, in: visit.tx) : nil
    let page = AuditPage(
        question: question, lines: lines, hasMore: hasMore, chain: chain,
        crumbs: try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "审计记录"))
    return .page(title: "审计记录", json: .array(lines.map(\.json)), page.drawn)
}

/// A page of the audit.
struct AuditPage: Sendable {
    let question: AuditQuestion
    let lines: [AuditLine]
    let hasMore: Bool
    let chain: ChainState?
    let crumbs: [Crumb]

    var drawn: HTML {
        """
        \(pageHead("审计记录", "每一次写入都记在这里，一条接一条，改动会被发现。", crumbs: crumbs))
        \(some: chain, chainNote)
        <div class="stack-s mb4">\(chips("范围", scopes))\(chips("事项", acts))</div>
        \(if: lines.isEmpty, emptyState("这里还没有记录", "有人新建、修改或任免之后，就会出现在这里。"), else: list)
        """
    }

    private var scopes: [Chip] {
        [
            Chip("只看本单位", to: question.path(below: false, noun: question.noun), isChosen: !question.hasBelow),
            Chip("连同下级", to: question.path(below: true, noun: question.noun), isChosen: question.hasBelow),
        ]
    }

    private var acts: [Chip] {
        let all = Chip("全部", to: question.path(below: question.hasBelow, noun: ""), isChosen: question.noun.isEmpty)
        return [all]
            + AuditQuestion.nouns.map { noun, words in
                Chip(words, to: question.path(below: question.hasBelow, noun: noun), isChosen: question.noun == noun)
            }
    }

    private var list: HTML {
        let next = hasMore ? lines.last?.entry.id : nil
        let onward = next.map { question.path(below: question.hasBelow, noun: question.noun, before: $0) }
        let first = question.before == nil ? nil : question.path(below: question.hasBelow, noun: question.noun)
        return """
            <section class="card" aria-label="记录"><ol class="audit">\(each: lines, auditItem)</ol></section>
            \(pager(shown: lines.count, total: nil, unit: "条", first: first, next: onward))
            """
    }
}

private func chainNote(_ state: ChainState) -> HTML {
    switch state {
    case .empty: .none
    case .whole(1, let to): note("本单位的链完整至第 \(grouped(to)) 条。", .done)
    case .whole(let from, let to): note("本单位的链从第 \(grouped(from)) 条到第 \(grouped(to)) 条完整。更早的部分由系统检查核对。", .done)
    case .broken(let at): note("本单位的链在第 \(grouped(at)) 条处对不上：记录被改动或缺失。请立即报告上级工会和系统管理员。", .bad)
    }
}

private func auditItem(_ line: AuditLine) -> HTML {
    """
    <li>\(moment(line.entry.at))<div><b>\(line.actorName ?? "系统")</b> \(auditWords(line))
    \(some: line.unitName, { "<small class=\"muted\">\($0)</small>" })
    \(if: !line.entry.detail.isEmpty, "<p class=\"muted\">有事由，仅当事人可以查看。</p>")</div>
    <span class="link">第 \(grouped(line.entry.number)) 条</span></li>
    """
}

private func auditWords(_ line: AuditLine) -> HTML {
    guard let path = line.subject else { return HTML.words(line.entry.words) }
    return "<a href=\"\(path)\">\(line.entry.words)</a>"
}
