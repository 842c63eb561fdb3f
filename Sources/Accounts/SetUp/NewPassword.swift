import Base
import Federation
import Vault
import Web

/// A new password, typed twice, with no flaw.
struct NewPasswordDraft {
    let password: String

    /// `owner` is what colleagues know of whom it is for.
    init(_ form: Form, signInName: String, owner: WellKnown) throws(Flaws) {
        var check = Check(form)
        password = form["password"]
        if password.isEmpty {
            check.add("password", "请填写新密码。")
        } else {
            let flaws = PasswordRule.flaws(
                in: password, signInName: signInName, birthday: owner.birthday, phone: owner.phone)
            for flaw in flaws { check.add("password", flaw) }
        }
        if form["again"] != password { check.add("again", "两次输入的新密码不一样。") }
        try check.done()
    }
}
