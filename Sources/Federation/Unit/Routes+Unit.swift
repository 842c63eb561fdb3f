import Web

let unitRoutes: [Route] = []
