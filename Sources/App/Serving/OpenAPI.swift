import Server
import Web

/// The OpenAPI 3.1 document of a table of routes: every address that the program answers, and who may come.
struct OpenAPI {
    let joined: Joined
    let version: String

    var document: JSON {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "教工之家", "version": JSON(version),
                "description": """
                每个页面在 Accept: application/json 时给出同样的数据；写入接受表单或 JSON，成功时 JSON 请求得到 {"location"}。\
                错误按 RFC 9457 给出。
                """,
            ],
            "tags": .array(joined.modules.map { ["name": JSON($0.name)] }),
            "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": "uh"],
                    "token": ["type": "http", "scheme": "bearer"],
                ],
                "schemas": .object([("Problem", Self.problem)] + joined.schemas.map { ($0.name, $0.schema) }),
            ],
        ]
    }

    private var paths: [(key: String, value: JSON)] {
        var order: [String] = []
        var operations: [String: [(key: String, value: JSON)]] = [:]
        for module in joined.modules {
            for route in module.routes {
                let (path, parameters) = Self.path(of: route)
                if operations[path] == nil { order.append(path) }
                operations[path, default: []].append(
                    (route.method.rawValue.lowercased(), operation(route, parameters, tag: module.name)))
            }
        }
        return order.sorted().map { ($0, .object(operations[$0] ?? [])) }
    }

    private func operation(_ route: Route, _ parameters: [String], tag: String) -> JSON {
        let isWrite = route.method != .get
        var members: [(key: String, value: JSON)] = [
            ("operationId", JSON(Self.name(of: route))), ("tags", [JSON(tag)]),
            ("x-access", JSON(route.access)), ("security", Self.security(of: route)),
        ]
        var inputs = parameters.map { name -> JSON in
            ["name": JSON(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        if isWrite {
            inputs.append([
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "8 到 100 个字符；同一个键只写一次。", "schema": ["type": "string", "minLength": 8, "maxLength": 100],
            ])
            members.append(("requestBody", route.note.map { Self.body(of: $0) } ?? Self.body))
        }
        if let note = route.note {
            members.insert(("summary", JSON(note.summary)), at: 1)
            inputs += note.parameters.map { parameter in
                [
                    "name": JSON(parameter.name), "in": "query", "required": false,
                    "description": JSON(parameter.words), "schema": parameter.schema,
                ]
            }
        }
        if !inputs.isEmpty { members.append(("parameters", .array(inputs))) }
        let responses =
            route.note.map { Self.responses(of: $0, isWrite: isWrite) } ?? Self.responses(of: route, isWrite: isWrite)
        members.append(("responses", .object(responses)))
        return .object(members)
    }

    /// `/units/:id/posts` as `/units/{id}/posts`, and what stands in braces, each name once.
    static func path(of route: Route) -> (path: String, parameters: [String]) {
        var parameters: [String] = []
        let segments = route.pattern.split(separator: "/").map { segment -> String in
            guard segment.hasPrefix(":") else { return String(segment) }
            var name = String(segment.dropFirst())
            while parameters.contains(name) { name += "2" }
            parameters.append(name)
            return "{\(name)}"
        }
        return ("/" + segments.joined(separator: "/"), parameters)
    }

    /// `post_units_id_posts`.
    private static func name(of route: Route) -> String {
        let words = route.pattern.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
        let name = "\(route.method.rawValue.lowercased())\(words)"
        return name.split(separator: "_").joined(separator: "_")
    }

    private static func responses(of route: Route, isWrite: Bool) -> [(key: String, value: JSON)] {
        var responses: [(key: String, value: JSON)] = [("200", isWrite ? written : page)]
        if isWrite { responses.append(("303", ["description": "办成了，去看 Location（网页表单）"])) }
        if route.access != "anyone" { responses.append(("401", problem("还没有登录"))) }
        if route.permission != nil || isWrite { responses.append(("403", problem("没有权限，或表单已过期"))) }
        responses.append(("404", problem("没有，或看不到")))
        if isWrite {
            responses.append(("409", problem("与别人的修改冲突")))
            responses.append(("422", problem("有几处需要改，见 errors")))
        }
        responses.append(("503", problem("请稍后再试，见 Retry-After")))
        return responses
    }

    private static let page: JSON = [
        "description": "页面或同样的数据", "content": ["text/html": [:], "application/json": [:]],
    ]

    private static let written: JSON = [
        "description": "办成了（JSON 请求）",
        "content": [
            "application/json": [
                "schema": ["type": "object", "properties": ["location": ["type": "string"]]]
            ]
        ],
    ]

    private static let body: JSON = [
        "content": [
            "application/json": ["schema": ["type": "object"]],
            "application/x-www-form-urlencoded": ["schema": ["type": "object"]],
            "multipart/form-data": ["schema": ["type": "object"]],
        ]
    ]

    static func problem(_ words: String) -> JSON {
        [
            "description": JSON(words),
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
    }

    private static let problem: JSON = [
        "type": "object", "required": ["type", "title", "status"],
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "detail": ["type": "string"], "instance": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object",
                    "properties": ["field": ["type": "string"], "detail": ["type": "string"]],
                ],
            ],
        ],
    ]
}

/// The document of this program, written once.
let openAPIText = OpenAPI(joined: joined, version: programVersion).document.text + "\n"

/// The answer that carries it.
let openAPIResponse: Response = {
    var response = Response(200, openAPIText, type: "application/json")
    response.isTagged = true
    response.headers.set("Cache-Control", "no-cache")
    return response
}()
