import Web

let personRoutes: [Route] = []
