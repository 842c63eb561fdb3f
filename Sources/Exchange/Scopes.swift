import Federation
import Web

/// What tokens may be made for.
extension Scope {
    static let readUnits = Scope("units.read", "读取单位", needs: .unitSee)
    static let readPosts = Scope("posts.read", "读取职务", needs: .unitSee)
    static let readMembers = Scope("members.read", "读取会员（证件号和手机号只给有没有）", needs: .memberSee)
    static let writeMembers = Scope("members.write", "登记、修改会员", needs: .memberKeep)
    static let revealMembers = Scope("members.reveal", "读取完整证件号和手机号（每次写明事由，本人看得到）", needs: .memberReveal)
    static let readChanges = Scope("changes.read", "读取变更（编号和字段名，没有内容）", needs: .unitSee)

    /// All, in the order of the form.
    static let all = [readUnits, readPosts, readMembers, writeMembers, revealMembers, readChanges]
}
