import Vault
import Web

extension PersonEntry {
    /// The fields of the form that corrects a person, as they are on file. Sealed ones are empty: empty means unchanged.
    var onForm: [String: String] {
        [
            "name": name, "sex": sex.rawValue, "born_on": bornOn?.description ?? "", "note": note ?? "", "identity": "",
            "phone": "",
        ]
    }

    /// Both versions of each field, for the officer who came second. Of sealed fields on file only the mask is shown.
    func versions(_ filled: Filled, _ ring: KeyRing) throws -> [Version] {
        let onFile = onForm
        let plain = [("name", "姓名"), ("sex", "性别"), ("born_on", "出生日期"), ("note", "备注")].map { name, label in
            let mine = filled[name].trimmingBlanks
            let words = { (value: String) in name == "sex" ? Sex(rawValue: value)?.words ?? value : value }
            return Version(
                name, label, onFile: onFile[name] ?? "", mine: mine, began: filled[Overtaken.beginning(of: name)],
                onFileWords: words(onFile[name] ?? ""), mineWords: words(mine))
        }
        let sealed = [("identity", "身份证号", try maskedIdentity(ring)), ("phone", "手机号", try maskedPhone(ring))]
        return plain
            + sealed.map { name, label, mask in
                Version(name, label, onFile: "", mine: filled[name].trimmingBlanks, onFileWords: mask ?? "未登记")
            }
    }
}
