import Server
import Web

/// The answer that carries the document.
let openAPIResponse: Response = {
    var response = Response(200, "{}\n", type: "application/json")
    response.isTagged = true
    response.headers.set("Cache-Control", "no-cache")
    return response
}()
