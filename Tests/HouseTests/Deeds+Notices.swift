import Base
import Store
import Testing

/// Papers, messages and certificates, each written by the university.
extension Deed {
    static let notices = [
        "draft a paper", "hand a paper in", "issue a paper", "sign for a paper", "withdraw a paper", "send a notice",
        "make a certificate",
    ]

    static func ofNotices(_ name: String, _ things: House.Things, _ tx: Transaction) throws -> Deed {
        let unit = ID<Unit>(things.unit)!
        switch name {
        case "draft a paper":
            return Deed(
                name, .university, "/units/\(unit)/documents",
                ["kind": "notice", "title": "关于核对会员的通知", "body": "一、范围\n全体会员。", "to": "children"])
        case "send a notice":
            return Deed(
                name, .university, "/units/\(unit)/notices",
                ["audience": "members", "purpose": "activity", "title": "健步走报名", "body": "请向分会报名。"])
        case "make a certificate":
            return Deed(
                name, .university, "/units/\(unit)/certificates",
                [
                    "heading": "荣誉证书", "series": "JXBS", "holder": "某人 同志", "body": "在比赛中表现突出，荣获",
                    "issued_on": "2026-03-01",
                ])
        default: return try ofPaper(name, unit, tx)
        }
    }

    /// What is done to the paper drafted first.
    private static func ofPaper(_ name: String, _ unit: ID<Unit>, _ tx: Transaction) throws -> Deed {
        let paper: Int64 = try #require(
            try tx.value("SELECT max(id) FROM official_document WHERE unit_id = \(unit)"))
        switch name {
        case "hand a paper in": return Deed(name, .university, "/documents/\(paper)/submission", [:])
        case "issue a paper":
            let series: Int64 = try #require(
                try tx.value("SELECT id FROM document_series WHERE unit_id = \(unit) ORDER BY id LIMIT 1"))
            return Deed(
                name, .university, "/documents/\(paper)/issue", ["series": String(series), "issued_on": "2026-03-02"])
        case "sign for a paper":
            let branch: Int64 = try #require(
                try tx.value(
                    "SELECT unit_id FROM document_addressee WHERE document_id = \(paper) ORDER BY unit_id LIMIT 1"))
            return Deed(name, .university, "/units/\(branch)/received/\(paper)/receipt", [:])
        default: return Deed(name, .university, "/documents/\(paper)/withdrawal", ["reason": "附件有误"])
        }
    }
}
