import Vault
import Web

/// What officers and the person did to the file, from the audit. The person reads what was changed and why, and who looked;
/// who may read the audit there sees the acts and never the sealed details; everybody else sees none.
func actEvents(_ question: TimelineQuestion, _ tx: Transaction) throws -> [TimelineEvent] {
    guard question.viewer.may(.auditSee, at: question.path) else { return [] }
    let entries = try question.selves.flatMap {
        try AuditEntry.concerning($0, limit: TimelineQuestion.most, in: tx)
    }
    // Coming and going is on the page of the account; photographs are told by their consents.
    let untold = ["account.sign", "session.", "photograph."]
    let told = entries.filter { entry in !untold.contains { entry.act.hasPrefix($0) } }
    let actors = try Doer.named(Set(told.compactMap(\.actor)), in: tx)
    return try told.map { entry in
        let who = entry.actor.map { actor in
            question.viewer.isOwn && question.selves.contains(actor) ? "您自己" : actors[actor] ?? "已离开的工会干部"
        }
        let detail =
            question.viewer.isOwn
            ? try entry.openDetail(ring: question.ring, in: tx) ?? "（内容已销毁）" : ""
        return TimelineEvent(
            day: entry.at.day, at: entry.at, entry.timelineKind, entry.words,
            detail: [who ?? "系统", detail].filter { !$0.isEmpty }.joined(separator: "："))
    }
}

extension AuditEntry {
    /// What sort of thing an act is to the person it concerns.
    fileprivate var timelineKind: TimelineKind {
        switch act.split(separator: ".").first {
        case "account": .account
        case "post": .post
        case "membership": .membership
        default: act == "person.reveal" ? .look : .file
        }
    }
}
