import Web

/// The table of the module, thing by thing; each thing's lines stand in its folder.
let federationRoutes: [Route] = [
    homeRoutes,
    workbenchRoutes,
    unitRoutes,
    historyRoutes,
    treeRoutes,
    clusterRoutes,
    groupRoutes,
    historyRoutes,
    postRoutes,
    auditRoutes,
    memberRoutes,
    personRoutes,
    doubleRoutes,
    viewingRoutes,
    photographRoutes,
    doubleRoutes,
    importRoutes,
    importRowRoutes,
].flatMap { $0 }
