import Sheets
import Web

/// A file of a register that is made in the background because it is long: ordered, written by a duty, taken by the officer who
/// ordered it and by nobody else, and gone a day later.
struct RegisterFile: Sendable {
    /// Where it stands.
    enum State: String, Sendable, Readable, Bindable {
        case waiting
        case writing
        case done
        case cancelled
        case failed
        case expired

        var words: String {
            switch self {
            case .waiting: "等待生成"
            case .writing: "正在生成"
            case .done: "可以下载"
            case .cancelled: "已取消"
            case .failed: "没有完成"
            case .expired: "已过期"
            }
        }

        var tone: Tone {
            switch self {
            case .waiting, .writing: .information
            case .done: .done
            case .cancelled, .expired: .plain
            case .failed: .bad
            }
        }

        var isBusy: Bool { self == .waiting || self == .writing }
    }

    let id: ID<RegisterFile>
    let unit: ID<Unit>
    let unitName: String
    let madeBy: ID<Person>
    let madeAt: Instant
    let format: SheetOutput.Format
    let filter: MemberFilter
    let state: State
    /// Why it failed, in words.
    let problem: String?
    let done: Int
    /// Rows there will be; nil until they were counted.
    let total: Int?
    /// Bytes of the finished file.
    let size: Int?
    /// When the finished file is taken away.
    let expiresAt: Instant?

    /// Hours that a finished file may be taken.
    static let hours = 24
    /// Lists up to so many rows are sent at once.
    static let immediate = 20_000
    /// Rows a sheet of a workbook holds below its head.
    static let mostRows = 1_048_575

    var formatWords: String { format == .xlsx ? "Excel" : "CSV" }

    /// Where the file lies.
    func path(in folder: String) -> String { "\(folder)/register-\(id).\(format.rawValue)" }

    /// Where it lies while it is written.
    func draftPath(in folder: String) -> String { path(in: folder) + ".part" }

    /// Whether it may be taken at that time.
    func isLive(at now: Instant) -> Bool { state == .done && expiresAt.map { now < $0 } ?? false }

    var json: JSON {
        [
            "id": JSON(id), "unit": JSON(unit), "format": JSON(format.rawValue), "state": JSON(state.rawValue),
            "done": JSON(done), "total": total.map { JSON($0) } ?? .null, "problem": JSON(problem),
            "expires_at": expiresAt.map { JSON($0) } ?? .null,
        ]
    }
}
