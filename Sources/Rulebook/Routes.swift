import Web

/// The routes of this room, over the units that another room keeps.
func rulebookRoutes(_ units: UnitSource) -> [Route] {
    let desk = RuleDesk(units: units)
    return [
        .get(Places.rules, .officer(.ruleSee), desk.list),
        .get(Places.export, .officer(.ruleSee), desk.export),
        .get(Places.rule, .officer(.ruleSee), desk.show),
        .post(Places.propose, .officer(.ruleKeep), desk.propose, again: desk.show),
        .post(Places.confirm, .officer(.ruleKeep), desk.confirm, again: desk.showChange),
        .post(Places.refuse, .officer(.ruleKeep), desk.refuse, again: desk.showChange),
        .post(Places.withdraw, .officer(.ruleKeep), desk.withdraw, again: desk.showChange),
        .get(Places.calendar, .officer(.ruleSee), showCalendar),
    ]
}
