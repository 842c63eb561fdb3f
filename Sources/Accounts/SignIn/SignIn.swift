import Base
import Server
import Vault
import Web

/// What is typed to sign in.
struct SignInDraft {
    let name: String
    let password: String

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        name = check.text("name", "工号或登录名", 1...100)
        // A password is taken as typed: blanks at its ends belong to it.
        password = form["password"]
        if password.isEmpty { check.add("password", "请填写密码。") }
        try check.done()
    }
}

/// A try at a name: the account if there is one, what is counted when it fails, and how long it must wait.
struct Attempt: Sendable {
    let account: Account?
    let keys: [String]
    let until: Instant?

    init(_ name: String, _ call: Call, ring: KeyRing, in tx: Transaction) throws {
        account = try Account.first(signingInAs: name, in: tx)
        keys = Self.keys(name, account?.id, call, ring: ring)
        until = try Throttle.waiting(keys, in: tx)
    }

    private static func keys(_ name: String, _ account: ID<Account>?, _ call: Call, ring: KeyRing) -> [String] {
        let mark = DeviceMark(call.device)
        let isKnown = account.flatMap { id in mark?.isKnown(to: id, ring: ring) } ?? false
        return Throttle.keys(name: name, address: call.request.remote, device: isKnown ? mark?.name : nil)
    }

    /// Failures at the code, counted for the account wherever they come from: who got here knows the password.
    static func codeKeys(_ account: Account, _ call: Call, ring: KeyRing) -> [String] {
        if let mark = DeviceMark(call.device), mark.isKnown(to: account.id, ring: ring) {
            return ["code-device:\(account.id):\(mark.name)"]
        }
        return ["code:\(account.id)"]
    }
}

/// Until when one must wait, as the form says it.
func waiting(until: Instant, field: String) -> Flaws {
    // The minute after, because the clock shows whole minutes.
    Flaws(field, "试错的次数太多了，请在 \(until.adding(seconds: 59).clock) 以后再试。")
}

/// The steps of coming in: each opens a session of its own, with a fresh token, and ends the one before.
struct ComingIn {
    let account: Account
    let call: Call
    let site: SiteFacts

    /// Where the whole way leads: back to the page that was asked for, officers to their desk, others home.
    private func destination(in tx: Transaction) throws -> Path {
        if let asked = Path(local: call.form["to"]) { return asked }
        let held = try Grant.held(by: account.person, on: tx.today, in: tx)
        return Path(held.isEmpty ? "/" : "/workbench")
    }

    /// The first step after the password.
    func afterPassword(in tx: Transaction) throws -> Answer {
        account.asksForCode ? try step(.code, to: Places.code(), in: tx) : try afterCode(in: tx)
    }

    /// The step after the code, or where none is asked for.
    func afterCode(in tx: Transaction) throws -> Answer {
        account.mustChange ? try step(.newPassword, to: Places.newPassword(), in: tx) : try inFull(in: tx)
    }

    /// In: the device is marked, and the chain says who came.
    func inFull(saying words: String? = nil, in tx: Transaction) throws -> Answer {
        let token = try fresh(.full, in: tx)
        try account.noteSignIn(in: tx)
        let act = Act("account.sign-in", on: "account", account.id, concerning: account.person, "登录。")
        try AuditEntry.write(act, by: account.person, in: nil, ring: site.ring, tx)
        let mark = (DeviceMark(call.device) ?? .fresh()).adding(account.id, ring: site.ring)
        return .see(try destination(in: tx), saying: words).setting(.session(token)).setting(.device(mark.text))
    }

    private func step(_ stage: Session.Stage, to place: Path, in tx: Transaction) throws -> Answer {
        let token = try fresh(stage, in: tx)
        let to = Path(local: call.form["to"])?.text ?? ""
        return .see(place.with([("to", to)])).setting(.session(token))
    }

    private func fresh(_ stage: Session.Stage, in tx: Transaction) throws -> String {
        if let old = call.sessionToken { try Session.end(token: old, in: tx) }
        let agent = call.request.headers["user-agent"] ?? ""
        return try Session.open(for: account, stage: stage, address: call.request.remote, agent: agent, in: tx)
    }
}
