import Web

/// What the document says of the addresses for programs, which tell more than a page does.
extension OpenAPI {
    static func security(of route: Route) -> JSON {
        if route.access == "anyone" { return [] }
        return route.access.hasPrefix("client(") ? [["token": []]] : [["session": []]]
    }

    static func body(of note: RouteNote) -> JSON {
        guard let takes = note.takes else { return ["content": [:]] }
        return [
            "required": true,
            "content": ["application/json": ["schema": ["$ref": JSON("#/components/schemas/\(takes)")]]],
        ]
    }

    static func responses(of note: RouteNote, isWrite: Bool) -> [(key: String, value: JSON)] {
        let given: JSON = [
            "description": JSON(note.summary),
            "content": ["application/json": ["schema": ["$ref": JSON("#/components/schemas/\(note.gives)")]]],
        ]
        var responses: [(key: String, value: JSON)] = [("200", given)]
        if !isWrite { responses.append(("304", ["description": "与 If-None-Match 相同，没有变"])) }
        responses += [
            ("401", problem("令牌不能用，见 detail")), ("403", problem("令牌没有这个权限")), ("404", problem("没有，或看不到")),
        ]
        if isWrite {
            responses.append(("409", problem("与别人的修改冲突，带 sent 和 current")))
        } else {
            responses.append(("410", problem("进度标记已失效")))
        }
        return responses + [
            ("422", problem("有几处需要改，见 errors")), ("429", problem("调用太频繁，见 Retry-After")),
            ("503", problem("请稍后再试，见 Retry-After")),
        ]
    }
}
