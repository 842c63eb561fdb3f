public import Web

/// The addresses of this room.
public enum Places {
    public static let signIn = Place("/sign-in")
    static let code = Place("/sign-in/code")
    static let newPassword = Place("/sign-in/password")
    public static let signOut = Place("/sign-out")
    public static let setUp = Place("/set-up/:token", String.self)
    static let theme = Place("/preferences/theme")
    public static let account = Place("/account")
    static let password = Place("/account/password")
    static let codes = Place("/account/codes")
    static let codesRemoval = Place("/account/codes/removal")
    static let sessionEnd = Place("/account/sessions/:digest/end", String.self)
    static let othersEnd = Place("/account/sessions/end")

    static let unitAccounts = Place("/units/:id/accounts", ID<Unit>.self)
    static let slips = Place("/units/:id/slips", ID<Unit>.self)
    static let closings = Place("/units/:id/accounts/closing", ID<Unit>.self)
    static let openings = Place("/units/:id/accounts/opening", ID<Unit>.self)
    static let personAccount = Place("/people/:id/account", ID<Person>.self)
    static let personSlip = Place("/people/:id/account/slip", ID<Person>.self)
    static let personClosing = Place("/people/:id/account/closing", ID<Person>.self)
    static let personOpening = Place("/people/:id/account/opening", ID<Person>.self)
    static let personCodes = Place("/people/:id/account/codes", ID<Person>.self)
    /// Federation's, for the way back.
    static let person = Place("/people/:id", ID<Person>.self)
}
