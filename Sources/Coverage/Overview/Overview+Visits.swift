import Federation
import Server
import Rulebook
import Web

let overviewRoutes: [Route] = [
    .get(Places.coverage, .officer(.unitSee), showOverview),
    .get(Places.coveredUnits, .officer(.unitSee), listCoveredUnits),
    .open(.get, Places.export, .officer(.unitSee), exportFigures),
]

private func showOverview(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let overview = try Overview.asked(visit.call, id, as: visit.who, in: visit.tx)
    return .page(title: "覆盖情况 · \(overview.unit.shortName)", json: overview.json, overviewPage(overview))
}

private func listCoveredUnits(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let list = try CoveredUnits(visit.call, id, as: visit.who, in: visit.tx)
    return .page(title: "各单位入会情况", json: list.json, coveredUnitsPage(list))
}

extension Overview {
    /// The figures that an address asks for: the month, the length of the trend.
    static func asked(
        _ call: Call, _ id: ID<Unit>, as officer: Officer, in tx: Transaction
    ) throws -> Overview {
        let unit = try UnitEntry.find(id, as: officer, in: tx)
        let length = Int(call.query("months")).flatMap { lengths.contains($0) ? $0 : nil } ?? lengths[0]
        return try Overview(
            unit, askedMonth(call.query("month"), on: tx.today), length: length, rules: unit.rules(in: tx), as: officer,
            in: tx)
    }

    /// The address of a page of this unit for this month.
    func path(_ place: Place<ID<Unit>>, _ more: [(name: String, value: String)] = []) -> Path {
        place(unit.id).with([("month", month.description)] + more)
    }
}

/// One of the tables as a workbook.
private func exportFigures(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let (who, call) = (visit.who, visit.call)
    return try await sheetAnswer(visit) { tx in
        switch call.query("table") {
        case "units": try CoveredUnits(call, id, as: who, in: tx).sheet
        case "workplaces":
            try WantingList.asked(id, as: who, in: tx).sheet
        case let name:
            try Overview.asked(call, id, as: who, in: tx).sheet(name)
        }
    }
}
