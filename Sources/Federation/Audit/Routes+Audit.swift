import Web

let auditRoutes: [Route] = [.get(Places.audit, .officer(.auditSee), showAudit)]
