import Web

let auditRoutes: [Route] = []
