import Server

/// Finds the route of an address. Built once from the table; a literal segment wins over a capture.
struct Router: Sendable {
    /// What an address leads to.
    enum Found {
        case route(Route, captures: [String])
        /// The place is there, for other methods.
        case otherMethods([String])
        case nothing
    }

    private final class Node: Sendable {
        let literals: [String: Node]
        let capture: Node?
        let routes: [Method: Route]

        init(literals: [String: Node], capture: Node?, routes: [Method: Route]) {
            self.literals = literals
            self.capture = capture
            self.routes = routes
        }
    }

    private let root: Node

    init(_ routes: [Route]) {
        root = Self.node(routes.map { ($0.pattern.split(separator: "/").map(String.init)[...], $0) })
    }

    private static func node(_ entries: [(rest: ArraySlice<String>, route: Route)]) -> Node {
        var groups: [String: [(rest: ArraySlice<String>, route: Route)]] = [:]
        var captured: [(rest: ArraySlice<String>, route: Route)] = []
        var here: [Method: Route] = [:]
        for (rest, route) in entries {
            guard let first = rest.first else {
                precondition(here[route.method] == nil, "two routes at \(route.method) \(route.pattern)")
                here[route.method] = route
                continue
            }
            if first.hasPrefix(":") {
                captured.append((rest.dropFirst(), route))
            } else {
                groups[first, default: []].append((rest.dropFirst(), route))
            }
        }
        return Node(literals: groups.mapValues(node), capture: captured.isEmpty ? nil : node(captured), routes: here)
    }

    func find(_ method: Method, _ path: String) -> Found {
        var captures: [String] = []
        // By bytes: splitting by characters would look for the bounds of each.
        let segments = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard let node = walk(root, segments[...], &captures), !node.routes.isEmpty else { return .nothing }
        let asked = method == .head ? .get : method
        guard let route = node.routes[asked] else { return .otherMethods(Self.allowed(node)) }
        return .route(route, captures: captures)
    }

    private static func allowed(_ node: Node) -> [String] {
        let methods = node.routes.keys.map(\.rawValue)
        return (methods + (node.routes[.get] == nil ? [] : [Method.head.rawValue])).sorted()
    }

    private func walk(_ node: Node, _ rest: ArraySlice<String>, _ captures: inout [String]) -> Node? {
        guard let first = rest.first else { return node }
        if let next = node.literals[first], let found = walk(next, rest.dropFirst(), &captures), !found.routes.isEmpty {
            return found
        }
        guard let next = node.capture else { return nil }
        captures.append(first)
        if let found = walk(next, rest.dropFirst(), &captures) { return found }
        captures.removeLast()
        return nil
    }
}
