import Couriers
import Web

let choiceRoutes: [Route] = [
    .get(Places.choices, .member, showChoices),
    .post(Places.choices, .member, setChoices, again: showChoices),
]

private func showChoices(_ visit: Visit<Member>) throws -> Answer {
    let choices = try OwnChoices(of: visit.who, visit.site, in: visit.tx)
    let filled = visit.call.isSent ? visit.filled : Filled(pairs: choices.onFile)
    return .page(title: "通知方式", shell: .member(), choicesPage(choices, filled))
}

private func setChoices(_ visit: Visit<Member>) throws -> Answer {
    let typed = visit.form["mail"].trimmingBlanks, person = visit.who.person, tx = visit.tx
    var address: MailAddress?
    if !typed.isEmpty {
        do throws(MailAddress.Problem) {
            address = try MailAddress(typed)
        } catch {
            throw Flaws("mail", error.words)
        }
    }
    try MailContact.set(address, of: person, ring: visit.site.ring, tx)
    try tx.run("DELETE FROM notice_refusal WHERE person_id = \(person)")
    let wanted = Set(visit.form.all("want"))
    for one in OwnChoices.all where !wanted.contains("\(one.purpose.rawValue).\(one.channel.rawValue)") {
        try tx.run(
            """
            INSERT INTO notice_refusal (person_id, purpose, channel) VALUES (\(person), \(one.purpose), \(one.channel))
            """)
    }
    let act = Act(
        "person.choices", on: "person", person, concerning: person,
        detail: address.map { "邮箱 \($0.masked)" } ?? "没有邮箱", "修改自己的通知方式")
    try AuditEntry.write(act, by: person, in: nil, ring: visit.site.ring, tx)
    return .see(Places.choices(), saying: "已保存。")
}
