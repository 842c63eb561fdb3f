import Web

/// The table of the module, thing by thing; each thing's lines stand in its folder.
let federationRoutes: [Route] = [
    homeRoutes,
    workbenchRoutes,
    unitRoutes,
    historyRoutes,
    treeRoutes,
    historyRoutes,
    clusterRoutes,
    groupRoutes,
    postRoutes,
    auditRoutes,
    memberRoutes,
    registerFileRoutes,
    registerViewRoutes,
    bulkRoutes,
    personRoutes,
    doubleRoutes,
    viewingRoutes,
    photographRoutes,
    importRoutes,
    importRowRoutes,
    staffListRoutes,
].flatMap { $0 }
