import Federation
import Web

extension DocumentDraft {
    /// What the form for a paper must hold. Units are typed by name, one a line, and looked up.
    init(_ form: Form, in tx: Transaction) throws {
        var check = Check(form)
        let kind: DocumentKind = check.choice("kind", "文种")
        let title = check.text("title", "标题", 4...120)
        let addressees = check.optionalText("addressees", "主送机关", 400) ?? ""
        let body = check.text("body", "正文", 2...60_000)
        let copies = check.optionalText("copies", "抄送", 400)
        let signer = check.optionalText("signer", "签发人", 30)
        let remark = check.optionalText("remark", "附注", 200)
        if kind.goesUp, signer == nil, check.flaws["signer"] == nil {
            check.add("signer", "\(kind.words)是上行文，请写明签发人。")
        }
        let targets =
            try Self.targets("to", .main, form, &check, tx) + Self.targets("copy", .copy, form, &check, tx)
        if targets.isEmpty, check.flaws["to_units"] == nil { check.add("to_units", "请选择或填写发给哪些单位。") }
        try check.done()
        self.init(
            kind: kind, title: title, addressees: addressees, body: body, copies: copies, signer: signer,
            remark: remark, to: targets)
    }

    private static func targets(
        _ field: String, _ role: DocumentTarget.Role, _ form: Form, _ check: inout Check, _ tx: Transaction
    ) throws -> [DocumentTarget] {
        var targets: [DocumentTarget] = []
        for value in form.all(field) {
            switch value {
            case "parent": targets.append(DocumentTarget(.parent, role))
            case "children": targets.append(DocumentTarget(.children, role))
            case "bases": targets.append(DocumentTarget(.bases, role))
            default:
                let halves = value.split(separator: ":")
                guard halves.count == 2, halves[0] == "group", let id = ID<UnitGroup>(halves[1]),
                    let known: ID<UnitGroup> = try tx.value("SELECT id FROM unit_group WHERE id = \(id)")
                else { continue }
                targets.append(DocumentTarget(.group(known), role))
            }
        }
        let lines = form["\(field)_units"].split { "\n，,、；;".contains($0) }.map { String($0).trimmingBlanks }
        var unknown: [String] = []
        for name in lines where !name.isEmpty {
            if let unit = try unit(named: name, tx) {
                targets.append(DocumentTarget(.unit(unit), role))
            } else {
                unknown.append(name)
            }
        }
        if !unknown.isEmpty {
            check.add("\(field)_units", "没有找到或不止一个：\(unknown.prefix(5).joined(separator: "、"))。请写全称或单位代码。")
        }
        return targets
    }

    /// The one standing unit that is called so.
    private static func unit(named name: String, _ tx: Transaction) throws -> ID<Unit>? {
        for column: SQL in ["code", "name", "short_name"] {
            let found: [ID<Unit>] = try tx.values(
                "SELECT id FROM unit WHERE \(column) = \(name) AND state = 'standing' ORDER BY id LIMIT 2")
            if found.count == 1 { return found[0] }
        }
        return nil
    }
}

extension OfficialDocument {
    /// What the form for it begins with.
    func onFile(_ targets: [DocumentTarget], in tx: Transaction) throws -> [(name: String, value: String)] {
        var pairs = [
            ("kind", kind.rawValue), ("title", title), ("addressees", addressees), ("body", body),
            ("copies", copies ?? ""), ("signer", signer ?? ""), ("remark", remark ?? ""),
            ("version", String(version)),
        ].map { (name: $0.0, value: $0.1) }
        for (field, role) in [("to", DocumentTarget.Role.main), ("copy", .copy)] {
            var names: [String] = []
            for target in targets where target.role == role {
                if case .unit = target.whom {
                    names.append(try target.words(in: tx))
                } else {
                    pairs.append((field, target.value))
                }
            }
            pairs.append(("\(field)_units", names.joined(separator: "\n")))
        }
        return pairs
    }
}
