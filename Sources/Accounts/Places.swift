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
}
