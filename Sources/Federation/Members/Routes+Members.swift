import Web

let memberRoutes: [Route] = []
