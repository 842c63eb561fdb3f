import Web

/// The table of the room, thing by thing.
let exchangeRoutes: [Route] = keepingRoutes + webhookRoutes + feedRoutes + readingRoutes + writingRoutes
