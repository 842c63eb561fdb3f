import Server
import Web

/// `/units`: all that the officer reaches, as a tree; or what a search found, with the ways to it; or, with `?on=`, a past day.
func listUnits(_ visit: Visit<Officer>) throws -> Answer {
    let asked = AskedDay("on", visit.call, today: visit.tx.today)
    let look = TreeLook(visit.call, today: visit.tx.today)
    let picture = try TreePicture.drawn(look, as: visit.who, in: visit.tx)
    if visit.isPartial { return .fragment(treeBox(picture)) }
    let tops = picture.lines.filter { line in visit.who.reaches.contains { $0.unitPath == line.path } }
    let top = visit.who.reaches.count == 1 ? tops.first?.id : nil
    return .page(title: "单位", json: picture.json, treePage(picture, top: top, visit.filled, asked.filled))
}

/// `/units/:id/tree`: one branch; to a script only its list.
func showBranch(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    if visit.call.request.headers["x-partial"] == "branch" {
        // The rows of a branch belong to the page that it is opened in, whose other addresses begin elsewhere.
        let look = TreeLook(visit.call, today: visit.tx.today)
        let picture = try TreePicture.branch(of: unit, look, as: visit.who, in: visit.tx)
        return .fragment(TreeBranch(picture).part)
    }
    let asked = AskedDay("on", visit.call, today: visit.tx.today)
    let look = TreeLook(visit.call, root: id, today: visit.tx.today)
    let picture = try TreePicture.drawn(look, root: unit, as: visit.who, in: visit.tx)
    if visit.isPartial { return .fragment(treeBox(picture)) }
    let above = try UnitEntry.above(unit, as: visit.who, in: visit.tx)
    let crumbs = [Crumb("单位", Places.units())] + above.map { ($0.shortName, Places.unitTree($0.id)) }
    let page = branchPage(unit, crumbs + [(unit.shortName, nil)], picture, asked.filled)
    return .page(title: "\(unit.shortName)的下级", json: picture.json, page)
}

extension Visit {
    /// Whether a script asked for a piece of the page, and the frame may be left out.
    fileprivate var isPartial: Bool { call.request.headers["x-partial"] != nil }
}

extension Answer {
    /// A piece of a page, for a script that asked for it. It holds no forms, for those need the frame's keys.
    fileprivate static func fragment(_ html: HTML) -> Answer {
        var response = Response(200, html.text, type: "text/html; charset=utf-8")
        response.headers.set("Cache-Control", "no-store")
        response.headers.set("Vary", "X-Partial, Cookie")
        return .response(response)
    }
}
