import Web

let homeRoutes: [Route] = []
