import Federation
import Web

let deskRoutes: [Route] = [
    .get(Places.desk, .officer(.unitSee), showDesk)
]

func showDesk(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let desk = try SignOffDesk(
        unit, DeskFilter(visit.call.query), after: DeskKey(visit.call.query("after")), as: visit.who,
        SignOffLines(visit.site.joined), in: visit.tx)
    return .page(title: "待我审核", json: desk.json, deskPage(desk, visit.filled))
}

/// What waits at a unit's desk, for the workbench.
let signOffTasks = TaskSource("sign-offs") { unit, path, officer, tx in
    guard let officer = officer.also(.signOffDecide) ?? officer.also(.signOffFile), officer.reaches(path) else {
        return []
    }
    var held = 0, returned = 0
    try tx.each(
        """
        SELECT state, count(*) AS cases FROM sign_off
         WHERE holder_id = \(unit) AND state IN ('held', 'returned') GROUP BY state
        """
    ) { row in
        let state: SignOff.State = try row.read("state"), cases: Int = try row.read("cases")
        if state == .held { held = cases } else { returned = cases }
    }
    var tasks: [DeskTask] = []
    if held > 0, officer.permission == .signOffDecide {
        tasks.append(
            DeskTask(
                words: "\(grouped(held)) 件事等您单位审批", detail: "超期的排在最前", sign: icon("inbox"), tone: "gui",
                path: Places.desk(unit)))
    }
    if returned > 0 {
        tasks.append(
            DeskTask(
                words: "\(grouped(returned)) 件事被退回修改", detail: "写明了理由，改好后可以重新提交",
                sign: icon("arrow-return-left"), tone: "gui", path: Places.desk(unit).with("show", "returned")))
    }
    return tasks
}
