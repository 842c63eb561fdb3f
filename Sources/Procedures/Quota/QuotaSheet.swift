import Federation
import Glibc
import Server
import Sheets
import Vault
import Web

/// The table of a unit's quota as a workbook, and read back.
struct QuotaSheet {
    let view: QuotaView

    private var columns: [Sheets.Column] {
        [
            Sheets.Column("单位代码"), Sheets.Column("单位", width: 30), Sheets.Column("会员人数", kind: .integer),
        ] + view.shares.map { Sheets.Column($0.categoryName, kind: .integer) }
    }

    /// Writes it and reads the bytes back; nothing stays behind.
    func bytes(at path: String) throws -> [UInt8] {
        defer { unsafe unlink(path) }
        let writer = try SheetWriter(path: path, sheetName: "名额", columns: columns)
        for line in view.lines {
            let own: [Out] = [.text(line.unit.code ?? ""), .text(line.unit.shortName), .integer(line.heads)]
            try writer.write(row: own + line.shares.map { .integer($0?.granted ?? 0) })
        }
        try writer.close()
        return try DiskFile(path).bytes()
    }

    /// What a file wants each unit to have, as changes of what it has: category by category, unit by unit. Fails with every wrong
    /// row at once; then nothing is changed.
    func changes(in path: String) throws -> [(share: QuotaShare, unit: UnitEntry, by: Int)] {
        let file: SheetFile
        do { file = try SheetFile(path: path) } catch { throw Flaws("file", error.words) }
        var heads: [Int: QuotaShare] = [:], codeAt: Int?, nameAt: Int?, flaws = Flaws()
        var changes: [(share: QuotaShare, unit: UnitEntry, by: Int)] = [], seen: Set<ID<Unit>> = [], passed = 0
        let lines = Dictionary(view.lines.map { ($0.unit.id, $0) }) { first, _ in first }
        _ = try file.rows(sheet: file.sheets.firstIndex { !$0.hidden } ?? 0) { row in
            guard heads.isEmpty else {
                read(row, heads, codeAt, nameAt, lines, &seen, &flaws, &changes)
                return seen.count < 20_000 && flaws.all.count < 20
            }
            let titles = row.cells.map { $0.written.trimmingBlanks }
            codeAt = titles.firstIndex(of: "单位代码")
            nameAt = titles.firstIndex(of: "单位")
            for share in view.shares {
                if let place = titles.firstIndex(of: share.categoryName) { heads[place] = share }
            }
            if codeAt == nil && nameAt == nil { heads = [:] }
            passed += 1
            return passed < 10
        }
        if heads.isEmpty { flaws.add("file", "没有找到表头。请先导出名额表，在那张表上改。") }
        guard flaws.isEmpty else { throw flaws }
        return changes
    }

    private func read(
        _ row: SheetRow, _ heads: [Int: QuotaShare], _ codeAt: Int?, _ nameAt: Int?,
        _ lines: [ID<Unit>: QuotaView.Line], _ seen: inout Set<ID<Unit>>, _ flaws: inout Flaws,
        _ changes: inout [(share: QuotaShare, unit: UnitEntry, by: Int)]
    ) {
        let code = codeAt.map { row[$0].written.trimmingBlanks } ?? ""
        let name = nameAt.map { row[$0].written.trimmingBlanks } ?? ""
        guard !code.isEmpty || !name.isEmpty else { return }
        let found = view.children.filter { code.isEmpty ? $0.shortName == name || $0.name == name : $0.code == code }
        guard let unit = found.first, found.count == 1, let line = lines[unit.id] else {
            return flaws.add("file", "第 \(row.number) 行：下级单位里没有找到“\(code.isEmpty ? name : code)”。")
        }
        guard seen.insert(unit.id).inserted else { return flaws.add("file", "第 \(row.number) 行：“\(name)”写了两次。") }
        for (place, share) in heads {
            let order = view.shares.firstIndex { $0.id == share.id } ?? 0, now = line.shares[order]
            let written = Self.number(row[place])
            guard let wanted = written, (0...QuotaDraft.most).contains(wanted) else {
                flaws.add("file", "第 \(row.number) 行：“\(share.categoryName)”的“\(row[place].written)”不是整数。")
                continue
            }
            let taken = (now?.granted ?? 0) - (now?.left ?? 0)
            if wanted < taken {
                flaws.add(
                    "file", "第 \(row.number) 行：“\(unit.shortName)”的\(share.categoryName)已经用了 \(taken) 个，不能改成 \(wanted)。"
                )
            }
            if wanted != now?.granted ?? 0 { changes.append((share, unit, wanted - (now?.granted ?? 0))) }
        }
    }

    private static func number(_ cell: Cell) -> Int? {
        if case .number(let value, _) = cell, value == value.rounded(), abs(value) < 1e15 { return Int(value) }
        let written = cell.written.trimmingBlanks
        return written.isEmpty ? 0 : Int(written)
    }
}

/// Sends the table.
func takeQuotaSheet(_ visit: OpenVisit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) async throws -> Answer {
    let who = visit.who
    unsafe mkdir(visit.site.filesFolder, 0o700)
    let path = "\(visit.site.filesFolder)/quota-\(Secret.token(bytes: 12)).xlsx"
    let (name, bytes) = try await visit.store.read { tx in
        let found = try UnitEntry.find(unit, as: who, in: tx)
        let view = try QuotaView(Quota.find(id, in: tx), found, as: who, in: tx)
        return ("\(found.shortName)\(view.quota.name)", try QuotaSheet(view: view).bytes(at: path))
    }
    // A path's segment is encoded exactly as RFC 8187 wants the value of filename*.
    let encoded = Path(segments: ["\(name).xlsx"]).text.dropFirst()
    let headers: Headers = [
        "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Content-Disposition": "attachment; filename=\"quota.xlsx\"; filename*=UTF-8''\(encoded)",
        "Cache-Control": "no-store",
    ]
    return .response(Response(headers: headers, body: .bytes(bytes)))
}

/// Takes a changed table: first what goes back, then what is handed down, all of it or nothing.
func readQuotaSheet(_ visit: OpenVisit<Officer>, _ id: ID<Quota>, _ unit: ID<Unit>) async throws -> Answer {
    guard let upload = visit.form.upload("file") else { throw Flaws("file", "请选择要导入的名额表。") }
    var check = Check(visit.form)
    let reason = check.text("sheet_reason", "事由", 2...200)
    try check.done()
    let (who, ring) = (visit.who, visit.site.ring)
    return try await visit.writeOnce { tx in
        let found = try UnitEntry.find(unit, as: who, in: tx)
        let view = try QuotaView(Quota.find(id, in: tx), found, as: who, in: tx)
        let changes = try QuotaSheet(view: view).changes(in: upload.path)
        let hand = QuotaHand(by: who.person, reason: "导入名额表：\(reason)")
        try Flaws.saying(beside: "file") {
            try view.quota.mustBeOpen()
            for share in view.shares {
                let own = changes.filter { $0.share.id == share.id }
                for change in own where change.by < 0 {
                    let below = view.below.first { $0.unit == change.unit.id && $0.category == share.category }
                    try below?.handBack(-change.by, hand, in: tx)
                }
                try share.handDown(own.filter { $0.by > 0 }.map { ($0.unit.id, $0.by) }, hand, in: tx)
            }
        }
        let act = Act("quota.move", on: "quota", id, detail: reason, "导入名额表“\(view.quota.name)”，改动 \(changes.count) 处")
        try AuditEntry.write(act, by: who.person, in: unit, ring: ring, tx)
        return .see(Places.quota(id, unit), saying: changes.isEmpty ? "表里的数与现在相同，没有改动。" : "已按表改动 \(changes.count) 处。")
    }
}
