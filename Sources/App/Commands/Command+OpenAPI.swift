extension Command {
    /// Prints the document of the interface.
    static let openAPI = Command(name: "openapi", line: "打印接口文档（OpenAPI 3.1）", settings: []) { order in
        order.say(trimmed(openAPIText))
        return 0
    }
}
