import Web

/// One change made to many members at once (批量变动): planned, looked at, confirmed, done by a duty, and undone if it was wrong.
///
/// The plan is made first and kept, a row for each member with what stands in the way; so the preview is the exact list, and
/// what is confirmed is what was shown.
struct BulkChange: Sendable {
    /// Where it stands. Up to `planned` nothing of the register has been touched.
    enum State: String, Sendable, Readable, Bindable {
        case planning
        case planned
        case running
        case done
        case cancelled
        case undoing
        case undone

        var words: String {
            switch self {
            case .planning: "正在列出名单"
            case .planned: "等待确认"
            case .running: "正在变动"
            case .done: "已完成"
            case .cancelled: "已取消"
            case .undoing: "正在撤销"
            case .undone: "已撤销"
            }
        }

        var tone: Tone {
            switch self {
            case .planning, .running, .undoing: .information
            case .planned: .due
            case .done: .done
            case .cancelled, .undone: .plain
            }
        }

        /// Whether a duty is at work.
        var isBusy: Bool { [.planning, .running, .undoing].contains(self) }
    }

    let id: ID<BulkChange>
    let unit: ID<Unit>
    let unitName: String
    let unitPath: String
    let madeBy: ID<Person>
    let madeAt: Instant
    let goal: BulkGoal
    /// The name of the unit that people move to.
    let targetName: String?
    let from: Day
    let reason: String?
    /// Which members it is for; nil where they were ticked.
    let filter: MemberFilter?
    let state: State
    /// How many it is for, as counted when it was made.
    let total: Int
    /// Rows that can be changed and that cannot.
    let able: Int
    let unable: Int
    /// Rows that were changed and still are.
    let written: Int
    /// Rows that were left as they are, at the change or at its undoing, because they had changed meanwhile.
    let kept: Int
    let duty: ID<Duty>?

    var canBeUndone: Bool { written > 0 && (state == .done || state == .cancelled) }

    /// `用工形式改为聘用，自 2026-03-02 起`
    var words: String { "\(goal.words(targetName: targetName))，自 \(from) 起" }

    /// How far the work at hand has come, and how much there is.
    var progress: (done: Int, total: Int) {
        switch state {
        case .planning: (able + unable, max(total, able + unable))
        case .undoing: (max(0, able - written), able)
        default: (written + kept, able)
        }
    }

    var json: JSON {
        [
            "id": JSON(id), "state": JSON(state.rawValue), "change": JSON(words), "total": JSON(total),
            "able": JSON(able), "unable": JSON(unable), "written": JSON(written), "kept": JSON(kept),
        ]
    }
}

/// One member of a bulk change.
struct BulkRow: Sendable {
    enum State: String, Sendable, Readable, Bindable {
        case able
        case unable
        case written
        /// Left as it is, because it had changed meanwhile.
        case kept
        case undone
    }

    let seq: Int
    let spell: ID<Membership>
    let person: ID<Person>
    let state: State
    /// What stands in the way, in words.
    let refusal: String?
    /// The spell that was made.
    let made: ID<Membership>?
    /// The spell before, where it was replaced on its first day and is there no more.
    let before: String?
}
