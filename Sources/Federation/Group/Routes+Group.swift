import Web

let groupRoutes: [Route] = [
    .get(Places.unitGroups, .officer(.unitSee), listGroups),
    .get(Places.unitGroupNew, .officer(.unitKeep), askGroup),
    .post(Places.unitGroups, .officer(.unitKeep), makeGroup, again: askGroup),
    .get(Places.group, .officer(.unitSee), showGroup),
    .get(Places.groupDifference, .officer(.unitSee), compareGroup),
    .get(Places.groupExport, .officer(.unitSee), exportGroup),
    .get(Places.groupRevision, .officer(.unitKeep), askGroupRevision),
    .post(Places.groupRevision, .officer(.unitKeep), reviseGroup, again: askGroupRevision),
    .post(Places.groupClauses, .officer(.unitKeep), addClause, again: askGroupRevision),
    .post(Places.groupClauseEnd, .officer(.unitKeep), endClause),
    .post(Places.groupExceptions, .officer(.unitKeep), addException, again: askGroupRevision),
    .post(Places.groupExceptionEnd, .officer(.unitKeep), endException),
    .post(Places.groupEnd, .officer(.unitKeep), endGroup),
]
