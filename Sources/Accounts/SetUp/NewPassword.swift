import Base
import Vault
import Web

/// A new password, typed twice, with no flaw.
struct NewPasswordDraft {
    let password: String

    init(_ form: Form, signInName: String) throws(Flaws) {
        var check = Check(form)
        password = form["password"]
        if password.isEmpty {
            check.add("password", "请填写新密码。")
        } else {
            for flaw in PasswordRule.flaws(in: password, signInName: signInName) { check.add("password", flaw) }
        }
        if form["again"] != password { check.add("again", "两次输入的新密码不一样。") }
        try check.done()
    }
}
