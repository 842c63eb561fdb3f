import Web

let workbenchRoutes: [Route] = []
