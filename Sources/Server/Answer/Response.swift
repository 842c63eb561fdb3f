/// What an answer carries.
public enum Content: Sendable {
    case none
    case bytes([UInt8])
    case file(FileContent)
    case stream(Stream)
}

/// A file to send, straight from disk: with ranges, validators and, for text, the `.gz` that lies beside it.
public struct FileContent: Sendable {
    public var path: String
    public var contentType: String
    /// Without quotes; nil makes one of size and time of change.
    public var tag: String?
    /// Makes the browser save the file under this name.
    public var downloadName: String?

    public init(path: String, contentType: String, tag: String? = nil, downloadName: String? = nil) {
        self.path = path
        self.contentType = contentType
        self.tag = tag
        self.downloadName = downloadName
    }
}

/// An answer as a handler gives it; the server adds validators, ranges, compression, length and date.
public struct Response: Sendable {
    public var status: Int
    public var headers: Headers
    public var body: Content
    /// Whether bytes get an ETag made of their content, so that a client who has them gets 304.
    public var isTagged = false

    public init(_ status: Int = 200, headers: Headers = Headers(), body: Content = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A text with its media type, such as `text/html; charset=utf-8`.
    public init(_ status: Int = 200, _ text: String, type: String) {
        self.init(status, headers: ["Content-Type": type], body: .bytes(Array(text.utf8)))
    }

    /// Problem details (RFC 9457) with a Chinese title; without one, the usual title of the status.
    public static func problem(_ status: Int, title: String? = nil) -> Response {
        let words = title ?? usualTitle(status)
        let json = "{\"type\":\"about:blank\",\"title\":\(quoted(words)),\"status\":\(status)}"
        var response = Response(status, json, type: "application/problem+json")
        response.headers.add("Cache-Control", "no-store")
        return response
    }

    private static func quoted(_ words: String) -> String {
        var json = "\""
        for scalar in words.unicodeScalars {
            switch scalar {
            case "\"", "\\": json += "\\\(scalar)"
            case _ where scalar.value < 0x20: json += " "
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }

    private static func usualTitle(_ status: Int) -> String {
        switch status {
        case 400: "请求无法识别"
        case 403: "没有权限"
        case 404: "没有找到"
        case 405: "不支持这种操作"
        case 408: "请求发送超时"
        case 411: "请求缺少长度"
        case 413: "提交的内容过大"
        case 415: "不支持这种内容格式"
        case 416: "请求的范围超出文件大小"
        case 431: "请求头过大"
        case 500: "服务器出了问题，请稍后再试"
        case 501: "不支持这种请求方法"
        case 503: "服务器正忙，请稍后再试"
        default: "请求没有完成"
        }
    }
}
