import Web

let treeRoutes: [Route] = [
    .get(Places.units, .officer(.unitSee), listUnits),
    .get(Places.unitTree, .officer(.unitSee), showBranch),
    .get(Places.unitTreePaper, .officer(.unitSee), TreePaper.show),
    .get(Places.unitDiagram, .officer(.unitSee), Diagram.show),
]
