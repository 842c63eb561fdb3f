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
    doubleRoutes,
    importRoutes,
    importRowRoutes,
].flatMap { $0 }
