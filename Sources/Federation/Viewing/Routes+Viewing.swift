import Web

let viewingRoutes: [Route] = []
