import Federation
import Press
import Server
import Vault
import Web

func certificateRoutes(_ seals: SealSource) -> [Route] {
    [
        .get(Places.certificates, .officer(.certificateKeep), listCertificates),
        .get(Places.certificateNew, .officer(.certificateKeep), askCertificate),
        .post(Places.certificates, .officer(.certificateKeep), makeCertificate, again: askCertificate),
        .get(Places.certificate, .member, showCertificate),
        .open(.get, Places.certificatePDF, .member) { try await sendCertificate($0, $1, seals) },
        .post(
            Places.certificateWithdrawal, .officer(.certificateKeep), withdrawCertificate, again: askWithdrawal),
        .get(Places.myCertificates, .member, showMyCertificates),
        .get(Places.publicCertificates, .anyone, askProof),
        .get(Places.publicCertificate, .anyone, showProof),
    ]
}

private func listCertificates(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let before = ID<Certificate>(visit.call.query("before")), size = 50
    let found = try Certificate.page(of: id, before: before, limit: size + 1, in: visit.tx)
    let shown = Array(found.prefix(size))
    let next =
        found.count > size ? Places.certificates(id).with("before", shown.last?.id.description ?? "") : nil
    return .page(title: "证书", certificateListPage(unit, shown, next: next, isFirst: before == nil))
}

private func askCertificate(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let onFile = ["heading": "荣誉证书", "issued_on": visit.tx.today.description]
    return .page(title: "制发证书", certificateNewPage(unit, visit.filled(else: onFile)))
}

private func makeCertificate(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let draft = try CertificateDraft(visit.form, below: unit, in: visit.tx)
    let made = try Certificate.issue(draft, from: unit, by: visit.who, ring: visit.site.ring, in: visit.tx)
    return .see(Places.certificate(made), saying: "证书已制发。")
}

extension CertificateDraft {
    /// What the form must hold; a member is named by the number they have in the unit or below.
    fileprivate init(_ form: Form, below unit: UnitEntry, in tx: Transaction) throws {
        var check = Check(form)
        let heading = check.text("heading", "证书名称", 2...12), series = check.text("series", "编号代码", 2...12)
        let holder = check.text("holder", "持证人", 2...40), body = check.text("body", "正文", 4...200)
        let award = check.optionalText("award", "奖项", 16), day = check.day("issued_on", "落款日期")
        if check.flaws["series"] == nil,
            !series.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        {
            check.add("series", "编号代码只用大写字母和数字。")
        }
        var person: ID<Person>?
        if let number = check.optionalText("member", "会员工号", 30) {
            let found: [ID<Person>] = try tx.values(
                """
                SELECT m.person_id FROM membership m WHERE m.number = \(number) AND m.until_day IS NULL
                   AND m.unit_path >= \(unit.path) AND m.unit_path < \(Reach.end(of: unit.path)) LIMIT 2
                """)
            if found.count == 1 { person = found[0] } else { check.add("member", "没有找到这个工号，或不止一人，请核对。") }
        }
        try check.done()
        self.init(heading, to: holder, person: person, for: body, award: award, series: series, on: day)
    }
}

private func showCertificate(_ visit: Visit<Member>, _ id: ID<Certificate>) throws -> Answer {
    let one = try Certificate.find(id, as: visit.who, in: visit.tx)
    let isKept = visit.who.visitor.grants.contains {
        $0.permission == Permission.certificateKeep.name && $0.reach.contains(one.unitPath)
    }
    let page = try certificatePage(one, origin: visit.call.request.origin, mayWithdraw: isKept, visit.filled)
    return .page(title: one.heading, shell: isKept ? .desk : .member(), page)
}

private func askWithdrawal(_ visit: Visit<Officer>, _ id: ID<Certificate>) throws -> Answer {
    let one = try Certificate.find(id, as: visit.who, in: visit.tx)
    let page = try certificatePage(one, origin: visit.call.request.origin, mayWithdraw: true, visit.filled)
    return .page(title: one.heading, page)
}

private func withdrawCertificate(_ visit: Visit<Officer>, _ id: ID<Certificate>) throws -> Answer {
    let one = try Certificate.find(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let reason = check.text("reason", "撤销事由", 2...200)
    try check.done()
    try one.withdraw(for: reason, by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.certificate(id), saying: "已撤销，核验页会说明。")
}

private func sendCertificate(
    _ visit: OpenVisit<Member>, _ id: ID<Certificate>, _ seals: SealSource
) async throws -> Answer {
    let who = visit.who, origin = visit.call.request.origin
    let paper = try await visit.store.read { tx in
        try CertificatePaper(try Certificate.find(id, as: who, in: tx), origin: origin, seals, in: tx)
    }
    let one = paper.certificate
    let bytes = try await press.run { try seals.sign(try paper.paper().pdf(made: one.issuedAt), one.unit) }
    return .response(
        fileResponse(bytes, named: "\(one.heading) \(one.number).pdf", type: "application/pdf", isInline: true))
}

private func showMyCertificates(_ visit: Visit<Member>) throws -> Answer {
    let all = try Certificate.all(of: visit.who, in: visit.tx)
    return .page(title: "我的证书", shell: .member(), myCertificatesPage(all))
}

private func askProof(_ visit: Visit<Visitor>) throws -> Answer {
    let typed = visit.call.query("code")
    guard !typed.isEmpty else {
        return .page(title: "证书核验", shell: .focus, certificateAskPage(.empty, isMissing: false))
    }
    do {
        return .see(Places.publicCertificate(try Certificate.verified(typed, in: visit.tx).code))
    } catch Refusal.missing {
        let filled = Filled(onFile: ["code": typed])
        return .page(title: "证书核验", shell: .focus, certificateAskPage(filled, isMissing: true))
    }
}

private func showProof(_ visit: Visit<Visitor>, _ code: String) throws -> Answer {
    let one = try Certificate.verified(code, in: visit.tx)
    let known: String? = try one.person.flatMap { try visit.tx.value("SELECT name FROM person WHERE id = \($0)") }
    let name = Mask.name(known ?? String(one.holder.prefix { !" 　同老".contains($0) }))
    let json: JSON = ["number": JSON(one.number), "state": JSON(one.state.rawValue), "holder": JSON(name)]
    return .page(title: "证书核验", shell: .focus, json: json, certificateProofPage(one, name: name))
}
