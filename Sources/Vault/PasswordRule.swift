public import Base

/// What a password must be: long, not on the list of the usual ones, not made of what colleagues know about its owner.
///
/// No rule about capitals and signs: length is what costs a guesser, and such rules make people write passwords down.
public enum PasswordRule {
    /// In characters, as a person counts them.
    public static let shortest = 10
    /// Enough for a sentence, and no room for a flood.
    public static let longest = 128

    /// All that is wrong with a password, each in words; none if it is good.
    public static func flaws(
        in password: String, signInName: String, birthday: Day? = nil, phone: Phone? = nil
    ) -> [String] {
        var flaws: [String] = []
        let plain = password.lowercased()
        if password.count < shortest { flaws.append("密码至少 \(shortest) 个字符，现在是 \(password.count) 个。") }
        if password.count > longest { flaws.append("密码最多 \(longest) 个字符，现在是 \(password.count) 个。") }
        if isUsual(plain) { flaws.append("这个密码太常见，很容易被猜到，请换一个。") }
        let name = signInName.lowercased()
        if name.count >= 3, plain.contains(name) { flaws.append("密码里不要包含登录名。") }
        if let birthday, spellings(of: birthday).contains(where: plain.contains) {
            flaws.append("密码里不要包含出生日期。")
        }
        if let phone, plain.contains(phone.digits) || plain.contains(phone.digits.suffix(8)) {
            flaws.append("密码里不要包含手机号码。")
        }
        return flaws
    }

    /// The eight digits, the same with signs between, and the six digits of an identity card's habit.
    private static func spellings(of day: Day) -> [String] {
        let parts = [padded(day.year, 4), padded(day.month, 2), padded(day.day, 2)]
        let short = parts[0].suffix(2) + parts[1] + parts[2]
        return [parts.joined(), parts.joined(separator: "-"), parts.joined(separator: "."), String(short)]
    }

    /// On the list, or one character over and over, or a run of neighbours such as 0123456789.
    private static func isUsual(_ password: String) -> Bool {
        if usual.contains(password) || Set(password).count <= 2 { return true }
        let steps = Set(
            zip(password.unicodeScalars, password.unicodeScalars.dropFirst()).map { pair in
                Int(pair.1.value) - Int(pair.0.value)
            })
        return steps == [1] || steps == [-1]
    }

    private static let usual: Set<String> = Set(
        """
        1234567890 0123456789 0987654321 9876543210 12345678910 123456789a a123456789 q123456789 aa123456789 123456789qq
        qwertyuiop 1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y qazwsxedcrfv qwer1234asdf asdfghjkl; zxcvbnm123 qwerty12345
        password123 password1234 passw0rd123 p@ssw0rd123 admin12345 admin123456 administrator welcome123 iloveyou1314
        woaini1314 woaini520 5201314520 1314520520 5201314woaini woaini123456 1234512345 1122334455 1234554321
        1111122222 123123123123 123321123321 147258369a 1472583690 abc1234567 abcd123456 abc123456789 a1234567890 zhang123456
        wang123456 gonghui123 gonghui12345 gonghui123456 jiaogong123 laoshi123456 teacher123 teacher123456 school123456
        computer123 changeme123 letmein123 huanying123 jiaoshi123 jiaoshi123456 beijing2008 zhongguo123 china123456
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
