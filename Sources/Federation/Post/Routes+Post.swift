import Web

let postRoutes: [Route] = []
