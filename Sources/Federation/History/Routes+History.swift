import Server
import Web

let historyRoutes: [Route] = [
    .get(Places.unitHistory, .officer(.unitSee), showUnitHistory),
    .get(Places.unitChanges, .officer(.unitKeep), chooseUnitChange),
    .get(Places.unitRename, .officer(.unitKeep), askUnitRename),
    .open(.post, Places.unitRename, .officer(.unitKeep), planUnitRename, again: askUnitRename),
    .get(Places.unitMerger, .officer(.unitKeep), askUnitMerger),
    .open(.post, Places.unitMerger, .officer(.unitKeep), planUnitMerger, again: askUnitMerger),
    .get(Places.unitSplit, .officer(.unitKeep), askUnitSplit),
    .open(.post, Places.unitSplit, .officer(.unitKeep), planUnitSplit, again: askUnitSplit),
    .get(Places.unitMove, .officer(.unitKeep), askUnitMove),
    .open(.post, Places.unitMove, .officer(.unitKeep), planUnitMove, again: askUnitMove),
    .get(Places.unitDissolution, .officer(.unitKeep), askUnitDissolution),
    .open(.post, Places.unitDissolution, .officer(.unitKeep), planUnitDissolution, again: askUnitDissolution),
    .get(Places.unitChange, .officer(.unitSee), showUnitChange),
    .post(Places.unitChangeConfirmation, .officer(.unitKeep), confirmUnitChange, again: showPlanAgain),
    .post(Places.unitChangeWithdrawal, .officer(.unitKeep), withdrawUnitChange),
    .get(Places.unitChangePaper, .officer(.unitKeep), askChangePaper),
    .open(.post, Places.unitChangePaper, .officer(.unitKeep), keepChangePaper, again: askChangePaper),
    .open(.get, Places.unitChangeScan, .officer(.unitSee), sendChangeScan),
    .get(Places.unitAliases, .officer(.unitKeep), askUnitAliases),
    .post(Places.unitAliases, .officer(.unitKeep), keepUnitAlias, again: askUnitAliases),
    .post(Places.unitAliasEnd, .officer(.unitKeep), endUnitAlias),
]
