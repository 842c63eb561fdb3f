import Server
import Web

/// Keeps the theme in a cookie and writes nothing else. A script hears 204; a browser without one goes back.
func chooseTheme(_ visit: OpenVisit<Visitor>) async throws -> Answer {
    let chosen = visit.form["theme"]
    let theme = ["light", "dark"].contains(chosen) ? chosen : visit.call.theme == "dark" ? "light" : "dark"
    let isFetched = ["cors", "same-origin"].contains(visit.call.request.headers["sec-fetch-mode"] ?? "navigate")
    let answer: Answer = isFetched ? .response(Response(204)) : .see(visit.call.cameFrom ?? Path("/"))
    return answer.setting(.theme(theme))
}
