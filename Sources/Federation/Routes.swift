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
    postRoutes,
    auditRoutes,
    memberRoutes,
    personRoutes,
    doubleRoutes,
    viewingRoutes,
    photographRoutes,
    importRoutes,
    importRowRoutes,
    bulkRoutes,
    mappingRoutes,
    registerFileRoutes,
    registerViewRoutes,
    staffListRoutes,
].flatMap { $0 }
