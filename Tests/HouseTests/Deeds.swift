import Base
import Server
import Store
import TestKit
import Testing
import Web

@testable import App

/// A main write of the house, as a program sends it: who, where, and what. Each is done once, in this order.
struct Deed: Sendable {
    let name: String
    let caller: House.Caller
    let address: String
    let fields: [(key: String, value: String)]

    init(_ name: String, _ caller: House.Caller, _ address: String, _ fields: KeyValuePairs<String, String>) {
        self.name = name
        self.caller = caller
        self.address = address
        self.fields = fields.map { (key: $0.key, value: $0.value) }
    }

    /// The names of all deeds; the things they are done to are found one by one, because each changes them.
    static let names =
        [
            "enter a member", "correct a person", "change a membership", "look at full numbers", "found a unit",
            "revise a unit", "plan a move", "move a unit", "give a post", "end a post", "link a unit",
            "set the contact",
            "report staff", "enter a workplace",
            "make a cluster", "hand over a lead", "make a group", "rule a group", "except a unit",
            "propose a rule",
        ] + notices

    /// The deed of this name in the town as it is now.
    static func find(_ name: String, _ site: Site) async throws -> Deed {
        let things = try await House.things("zhaoqian", site)
        if name == "move a unit" { return try await moving(name, site) }
        return try await site.store.read { tx in
            switch name {
            case "found a unit", "revise a unit", "plan a move", "link a unit", "set the contact":
                try ofUnit(name, things, tx)
            case "give a post", "end a post": try ofPost(name, things, tx)
            case "report staff", "enter a workplace": try ofCoverage(name, things, tx)
            case "propose a rule":
                Deed(
                    name, .university, "/units/\(things.unit)/rules/event.birthday_cap/changes",
                    ["value": "280", "from_day": "2026-04-01", "citation": "本会会议决定", "confidence": "high"])
            case "make a cluster", "hand over a lead", "make a group", "rule a group", "except a unit":
                try ofSet(name, things, tx)
            case let name where notices.contains(name): try ofNotices(name, things, tx)
            default: try ofPerson(name, things, tx)
            }
        }
    }

    /// The yes to the move that was planned, with the stamp of what its preview shows.
    private static func moving(_ name: String, _ site: Site) async throws -> Deed {
        let plan: Int64 = try #require(
            try await site.store.read { try $0.value("SELECT id FROM unit_change WHERE state = 'planned'") })
        let browser = try await House.browser(.federation, site)
        let shown = try await browser.get("/unit-changes/\(plan)", accept: "application/json").json()
        let stamp = try #require(shown["stamp"]?.string)
        return Deed(name, .federation, "/unit-changes/\(plan)/confirmation", ["stamp": stamp])
    }

    private static func ofPerson(_ name: String, _ things: House.Things, _ tx: Transaction) throws -> Deed {
        let person = ID<Person>(things.person)!
        let spell: Int64 = try #require(
            try tx.value("SELECT id FROM membership WHERE person_id = \(person) AND until_day IS NULL"))
        let branch: ID<Unit> = try #require(
            try tx.value(
                """
                SELECT unit_id FROM membership WHERE base_id = \(ID<Unit>(things.unit)!) AND until_day IS NULL
                   AND person_id <> \(person) ORDER BY id DESC LIMIT 1
                """))
        switch name {
        case "enter a member":
            return Deed(
                name, .university, "/units/\(things.unit)/members/new",
                [
                    "name": "欧阳小文", "number": "N-1", "unit": branch.description, "employment": "contract",
                    "state": "active",
                    "sex": "female", "phone": "13800138000", "note": "新来的",
                ])
        case "correct a person":
            let version: Int = try tx.value("SELECT version FROM person WHERE id = \(person)") ?? 0
            let sex: String = try tx.value("SELECT sex FROM person WHERE id = \(person)") ?? ""
            let born: String = try tx.value("SELECT born_on FROM person WHERE id = \(person)") ?? ""
            return Deed(
                name, .university, "/people/\(person)/revision",
                [
                    "name": "单于小文", "sex": sex, "born_on": born, "note": "改过", "version": String(version),
                ])
        case "change a membership":
            return Deed(
                name, .university, "/people/\(person)/membership",
                [
                    "unit": branch.description, "employment": "dispatched", "state": "active", "from_day": "2026-03-02",
                    "spell": String(spell), "number": "N-2",
                ])
        default:
            return Deed(name, .university, "/people/\(person)/viewings", ["reason": "核对工会会员证"])
        }
    }

    private static func ofUnit(_ name: String, _ things: House.Things, _ tx: Transaction) throws -> Deed {
        let unit = ID<Unit>(things.unit)!
        let version: Int = try tx.value("SELECT version FROM unit WHERE id = \(unit)") ?? 0
        let full: String = try tx.value("SELECT name FROM unit WHERE id = \(unit)") ?? ""
        switch name {
        case "found a unit":
            return Deed(
                name, .university, "/units/\(unit)/below",
                [
                    "name": "天文学院分会", "short_name": "天文分会", "level": "branch", "kind": "branch",
                    "founded_on": "2026-03-01",
                ])
        case "revise a unit":
            return Deed(
                name, .university, "/units/\(unit)/revision",
                [
                    "name": full, "short_name": "新简称", "level": "base", "kind": "university",
                    "version": String(version),
                ])
        case "set the contact":
            return Deed(
                name, .university, "/units/\(unit)/settings",
                ["office": "主楼 101", "phone": "010-62751234", "hours": "周一"])
        default:
            let districts: [Int64] = try tx.values(
                "SELECT id FROM unit WHERE level = 'district' ORDER BY id DESC LIMIT 2")
            let school: ID<Unit> = try #require(
                try tx.value(
                    "SELECT id FROM unit WHERE parent_id = \(districts[1]) AND level = 'base' ORDER BY id LIMIT 1"))
            return Deed(
                name, .federation, "/units/\(school)/\(name == "plan a move" ? "move" : "links")",
                ["parent": String(districts[0]), "from_day": "2026-03-02", "on_day": "2026-03-02"])
        }
    }

    private static func ofCoverage(_ name: String, _ things: House.Things, _ tx: Transaction) throws -> Deed {
        guard name == "report staff" else {
            let root: ID<Unit> = try #require(try tx.value("SELECT id FROM unit WHERE parent_id IS NULL"))
            return Deed(
                name, .federation, "/units/\(root)/coverage/workplaces/new",
                ["name": "新苗幼儿园", "kind": "private_school", "founded_on": "2025-03-01", "staff": "19", "state": "none"])
        }
        let version: Int =
            try tx.value(
                "SELECT version FROM staff_report WHERE unit_id = \(ID<Unit>(things.unit)!) AND month = '2026-02'") ?? 0
        return Deed(
            name, .university, "/units/\(things.unit)/coverage/staff",
            [
                "month": "2026-02", "version": String(version), "staff_established": "900", "staff_contract": "90",
                "staff_unestablished": "9", "staff_dispatched": "9", "staff_other": "9", "source": "hr_file",
                "remark": "校区合并后的人数",
            ])
    }

    private static func ofPost(_ name: String, _ things: House.Things, _ tx: Transaction) throws -> Deed {
        guard name == "end a post" else {
            return Deed(
                name, .university, "/units/\(things.unit)/posts",
                [
                    "person": things.person, "kind": "organiser", "from_day": "2026-03-02", "until_day": "2028-03-01",
                ])
        }
        let post: Int64 = try #require(
            try tx.value("SELECT id FROM post WHERE kind = 'organiser' AND until_day IS NULL ORDER BY id DESC LIMIT 1"))
        return Deed(name, .university, "/posts/\(post)/end", ["day": "2026-03-02", "sure": "yes"])
    }

    private static func ofSet(_ name: String, _ things: House.Things, _ tx: Transaction) throws -> Deed {
        let root: Int64 = try #require(try tx.value("SELECT id FROM unit WHERE parent_id IS NULL"))
        let cluster = things.others["clusters"] ?? "", group = things.others["groups"] ?? ""
        switch name {
        case "make a cluster":
            return Deed(
                name, .federation, "/units/\(root)/clusters",
                ["kind": "base", "name": "直属单位片组", "from_day": "2026-03-01", "until_day": "2028-12-31"])
        case "hand over a lead":
            let last: Int64 = try #require(
                try tx.value("SELECT unit_id FROM cluster_member ORDER BY id LIMIT 1 OFFSET 1"))
            return Deed(
                name, .federation, "/clusters/\(cluster)/lead", ["lead": String(last), "lead_day": "2026-03-02"])
        case "make a group":
            return Deed(name, .federation, "/units/\(root)/groups", ["name": "各试点单位", "spellings": "各试点高校"])
        case "rule a group":
            return Deed(
                name, .federation, "/groups/\(group)/clauses", ["below": "北京市教育工会", "kind": "hospital"])
        default:
            return Deed(
                name, .federation, "/groups/\(group)/exceptions",
                ["unit": "U001", "how": "out", "from_day": "2026-03-02", "reason": "另行通知"])
        }
    }

    /// The request of this deed, under one key however often it is sent.
    func request(_ cookies: [String: String]) -> Request {
        let json = JSON.object(fields.map { (key: $0.key, value: JSON($0.value)) })
        return Request(
            .post, address,
            headers: [
                "Accept": "text/html", "Content-Type": "application/json", "Idempotency-Key": "deed-\(address)-\(name)",
                "Cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "),
            ], body: .bytes(Array(json.text.utf8)), host: "house.test", remote: "192.0.2.7")
    }
}
