import Web

let importRoutes: [Route] = []
