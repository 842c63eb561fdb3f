import Web

/// The table of the module, thing by thing; each thing's lines stand in its folder.
let federationRoutes: [Route] = [
    homeRoutes,
    workbenchRoutes,
    unitRoutes,
    treeRoutes,
    postRoutes,
    auditRoutes,
    memberRoutes,
    personRoutes,
    viewingRoutes,
    photographRoutes,
    importRoutes,
    importRowRoutes,
].flatMap { $0 }
let federationRoutes: [Route] =
    homeRoutes + workbenchRoutes + unitRoutes + historyRoutes + postRoutes + auditRoutes + memberRoutes + personRoutes
    homeRoutes + workbenchRoutes + unitRoutes + treeRoutes + clusterRoutes + groupRoutes + postRoutes + auditRoutes
    + memberRoutes + personRoutes
    + viewingRoutes
    + importRoutes
    homeRoutes + workbenchRoutes + unitRoutes + postRoutes + auditRoutes + memberRoutes + personRoutes + viewingRoutes
    + photographRoutes + doubleRoutes + importRoutes
