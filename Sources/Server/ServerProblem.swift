import Glibc

/// Why the server could not start, or a file of its own could not be had.
public struct ServerProblem: Error, Equatable, CustomStringConvertible {
    /// What failed.
    public enum Cause: Equatable, Sendable {
        case portInUse(UInt16)
        case badAddress(String)
        case forbiddenPort(UInt16)
        case listening
        case library
        case spool(String)
        case file(String)
        case alreadyStarted
    }

    public let cause: Cause
    /// The system's own number for it, 0 when it gave none.
    public let code: Int32

    init(_ cause: Cause, code: Int32 = errno) {
        self.cause = cause
        self.code = code
    }

    public var description: String {
        switch cause {
        case .portInUse(let port): "端口 \(port) 已被占用。"
        case .badAddress(let host): "监听地址“\(host)”不可用。"
        case .forbiddenPort(let port): "没有监听端口 \(port) 的权限。"
        case .listening: "无法监听（系统错误 \(code)）。"
        case .library: "HTTP 服务无法启动（系统错误 \(code)）。"
        case .spool(let folder): "上传暂存目录“\(folder)”不可写（系统错误 \(code)）。"
        case .file(let path): "文件“\(path)”无法写入（系统错误 \(code)）。"
        case .alreadyStarted: "服务已经启动过。"
        }
    }
}
