import Web

let unitRoutes: [Route] = [
    .get(Places.unit, .officer(.unitSee), showUnit),
    .get(Places.unitBelow, .officer(.unitKeep), askUnitBelow),
    .post(Places.unitBelow, .officer(.unitKeep), foundUnit, again: askUnitBelow),
    .get(Places.unitRevision, .officer(.unitKeep), askUnitRevision),
    .post(Places.unitRevision, .officer(.unitKeep), reviseUnit, again: askUnitRevision),
    .get(Places.settings, .officer(.unitKeep), showSettings),
    .post(Places.settings, .officer(.unitKeep), keepContact, again: showSettings),
    .post(Places.unitPlace, .officer(.unitKeep), keepPlace, again: showSettings),
    .post(Places.unitLinks, .officer(.unitKeep), linkUnit, again: showSettings),
    .post(Places.unitLinkEnd, .officer(.unitKeep), endUnitLink),
]
