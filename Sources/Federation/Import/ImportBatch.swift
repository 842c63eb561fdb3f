import Web

/// One file of members on its way in: uploaded, checked, confirmed, done; or cancelled, or undone as a whole.
struct ImportBatch: Sendable {
    /// Where it stands. Up to `checked` nothing of the register has been touched.
    enum State: String, Sendable, Readable, Bindable {
        case uploaded
        case checking
        case checked
        case running
        case done
        case cancelled
        case undoing
        case undone
        case failed

        var words: String {
            switch self {
            case .uploaded: "等待核对"
            case .checking: "正在核对"
            case .checked: "等待确认"
            case .running: "正在导入"
            case .done: "已导入"
            case .cancelled: "已取消"
            case .undoing: "正在撤销"
            case .undone: "已撤销"
            case .failed: "没有完成"
            }
        }

        var tone: Tone {
            switch self {
            case .uploaded, .checking, .running, .undoing: .information
            case .checked: .due
            case .done: .done
            case .cancelled, .undone: .plain
            case .failed: .bad
            }
        }

        /// Whether a duty is at work.
        var isBusy: Bool { [.uploaded, .checking, .running, .undoing].contains(self) }
    }

    /// What follows when the file has been looked at.
    enum Confirming: String, Sendable, Readable, Bindable {
        /// An officer is asked.
        case asked
        /// It is written: whoever gave the command said so before.
        case atOnce = "at_once"
        /// Nothing: it was only to be looked at.
        case never
    }

    let id: ID<ImportBatch>
    let unit: ID<Unit>
    let unitName: String
    let unitPath: String
    let madeBy: ID<Person>?
    let madeAt: Instant
    let fileName: String
    /// `xlsx`, `xls` or `csv`.
    let format: String
    let state: State
    /// Why it failed, in words.
    let problem: String?
    /// The heads of the file, in order.
    let titles: [String]
    /// Rows below the head; nil until they were counted.
    let total: Int?
    /// Rows looked at so far.
    let read: Int
    let new: Int
    let matched: Int
    let changed: Int
    let wrong: Int
    /// Rows that wait for an officer.
    let doubtful: Int
    /// Rows that officers left out.
    let omitted: Int
    /// Rows in which something was put right without asking.
    let mended: Int
    /// Rows written into the register.
    let written: Int
    /// People left as they are by an undo, because they were changed after the import.
    let kept: Int
    let rowsDigest: String
    let finishedAt: Instant?
    let duty: ID<Duty>?
    /// How the file is read; nil on batches older than plans.
    let plan: RosterPlan?
    let confirms: Confirming
    /// Where the file as it was sent lies sealed, so that it can be given back with its faults marked.
    let mark: String?
    /// Rows that were passed over as nobody's.
    let passed: PassedRows
    /// When the contents of its rows were destroyed, because their time was over.
    let destroyedAt: Instant?

    /// Rows that an import writes.
    var importable: Int { new + changed }
    /// Rows with something in them.
    var rows: Int { new + matched + changed + wrong + doubtful + omitted }
    /// Rows that could be written and are not yet.
    var waiting: Int { importable - written }
    /// Whether something stands in the register that an undo would take back.
    var canBeUndone: Bool { written > 0 && [.done, .cancelled, .failed].contains(state) && destroyedAt == nil }
    /// Whether rows may still be decided and written: before the first yes, and after it for those that were left.
    var isOpen: Bool { [.checked, .done].contains(state) && destroyedAt == nil }

    /// How far the work at hand has come, and how much there is; nil while that is not known.
    var progress: (done: Int, total: Int?) {
        switch state {
        case .running: (written, importable)
        case .undoing: (importable - written, importable)
        default: (read, total)
        }
    }

    var json: JSON {
        [
            "id": JSON(id), "file": JSON(fileName), "state": JSON(state.rawValue), "made_at": JSON(madeAt),
            "counts": counts, "problem": JSON(problem),
        ]
    }

    var counts: JSON {
        [
            "rows": JSON(rows), "new": JSON(new), "matched": JSON(matched), "changed": JSON(changed),
            "wrong": JSON(wrong), "doubtful": JSON(doubtful), "omitted": JSON(omitted), "mended": JSON(mended),
            "passed": JSON(passed.total), "written": JSON(written), "kept": JSON(kept),
        ]
    }
}
