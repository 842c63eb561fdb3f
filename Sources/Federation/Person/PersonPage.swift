import Vault
import Web

/// What an officer may do on a person's page.
struct PersonActions: Sendable {
    let corrects: Bool
    let reveals: Bool
    let keepsAccount: Bool

    init(_ officer: Officer, at path: String?) {
        let may = { (permission: Permission) in path.flatMap { officer.also(permission)?.reaches($0) } ?? false }
        corrects = may(.memberKeep)
        reveals = may(.memberReveal)
        keepsAccount = may(.accountKeep)
    }
}

/// A person's file as an officer sees it.
func personPage(_ file: PersonFile, _ actions: PersonActions, _ ring: KeyRing, _ filled: Filled, today: Day) throws
    -> HTML
{
    let unit = file.current
    let crumbs: [Crumb] = unit.map { [(words: "名册", path: Places.members($0.spell.unit))] } ?? []
    let who =
        portrait(file.photograph, of: file.entry.name, at: Places.picture(file.entry.id))
        + (try personFacts(file.entry, ring, today: today))
        + (actions.reveals ? reveal(file.entry, filled) : .none)
    return """
        \(flawSummary(filled.flaws))
        \(pageHead(
            file.entry.name, "\(file.chain.joined(separator: " / "))", crumbs: crumbs + [(words: file.entry.name, path: nil)],
            actions: buttons(file.entry.id, actions)))
        <div class="cols cols-8-4"><div class="stack">\(if: actions.corrects, "\(some: file.merge, mergeNote)")
        \(card("基本信息", id: "h-person", sub: "证件号和手机号已遮盖", who))
        \(card("现在的会籍", id: "h-now", membershipFacts(file.current?.spell, file.chain, today: today)))
        \(timelineCard(file.timeline, at: Places.person(file.entry.id), kind: filled["life"]))
        </div><div class="stack">\(card("工会职务", id: "h-posts", postList(file.posts)))</div></div>
        """
}

private func mergeNote(_ merge: PersonMerge) -> HTML {
    note("这份登记由两份合并而成（\(merge.madeAt.day.description)）。<a href=\"\(Places.merge(merge.id))\">查看或撤销</a>")
}

private func buttons(_ id: ID<Person>, _ actions: PersonActions) -> HTML {
    """
    \(if: actions.keepsAccount, button("登录账号", to: Places.personAccount(id), icon("person-lock")))
    \(if: actions.corrects, button("照片", to: Places.photograph(id), icon("camera")))
    \(if: actions.corrects, button("修改资料", to: Places.personRevision(id), icon("pencil")))
    \(if: actions.corrects, button("变动会籍", to: Places.personMembership(id), icon("arrow-left-right")))
    """
}

/// Asking for the full numbers: a line below the masked ones that opens to its reason.
private func reveal(_ entry: PersonEntry, _ filled: Filled) -> HTML {
    let reason = Field("reason", "查看事由", isRequired: true, hint: "5 到 200 个字。事由会记入审计日志，本人可以看到。", maximum: 200)
    let inside: HTML = """
        \(textArea(reason, filled))<div class="row"><button class="btn">\(icon("eye"))查看</button>\
        <span class="hint">查看一次，\(Viewing.minutes) 分钟内有效。</span></div>
        """
    return """
        <details class="quiet" \(flag: "open", filled.flaws["reason"] != nil)><summary>\(icon("eye"))查看完整号码</summary>
        \(form(to: Places.viewings(entry.id), className: "stack-s", inside))</details>
        """
}

extension PersonFile {
    func json(_ ring: KeyRing) throws -> JSON {
        [
            "id": JSON(entry.id), "name": JSON(entry.name), "sex": JSON(entry.sex.rawValue),
            "born_on": JSON(entry.bornOn),
            "identity": JSON(try entry.maskedIdentity(ring)), "phone": JSON(try entry.maskedPhone(ring)),
            "note": JSON(entry.note), "version": JSON(entry.version),
            "memberships": .array(spells.map { $0.json(for: viewer) }), "posts": .array(posts.map(\.json)),
            "has_photograph": .bool(photograph != nil), "timeline": timeline.json,
        ]
    }
}

extension SpellLine {
    /// What the viewer may know; of a spell beyond their reach no more than its days.
    func json(for viewer: TimelineViewer) -> JSON {
        guard viewer.sees(spell.unitPath) else {
            return ["is_elsewhere": true, "from": JSON(spell.from), "until": JSON(spell.until)]
        }
        return [
            "id": JSON(spell.id), "unit": JSON(spell.unit), "unit_name": JSON(unitName), "number": JSON(spell.number),
            "employment": JSON(spell.employment.rawValue), "state": JSON(spell.state.rawValue),
            "retained_for": JSON(spell.retention?.rawValue), "joined_on": JSON(spell.joinedOn),
            "from": JSON(spell.from), "until": JSON(spell.until),
        ]
    }
}

extension HeldPost {
    var json: JSON {
        [
            "id": JSON(post.id), "unit": JSON(post.unit), "unit_name": JSON(unitName), "kind": JSON(post.kind.rawValue),
            "from": JSON(post.from), "until": JSON(post.until),
        ]
    }
}
