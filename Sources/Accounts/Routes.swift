import Server
import Web

/// The routes of this room; the slow ones are the door's.
func accountRoutes(_ door: Door) -> [Route] {
    [
        .get(Places.signIn, .anyone, showSignIn),
        .open(.post, Places.signIn, .anyone, door.signIn, again: showSignIn),
        .get(Places.code, .newcomer, showCode),
        .open(.post, Places.code, .newcomer, useCode, again: showCode),
        .get(Places.newPassword, .newcomer, showNewPassword),
        .open(.post, Places.newPassword, .newcomer, door.changeFirstPassword, again: showNewPassword),
        .post(Places.signOut, .anyone, signOut),
        .get(Places.setUp, .anyone, showSetUp),
        .open(.post, Places.setUp, .anyone, door.setUp, again: showSetUp),
        .open(.post, Places.theme, .anyone, chooseTheme),
        .get(Places.account, .member, showAccount),
        .open(.post, Places.password, .member, door.changePassword, again: showAccount),
        .get(Places.codes, .member, showCodes),
        .post(Places.codes, .member, setUpCodes, again: showCodes),
        .open(.post, Places.codesRemoval, .member, door.removeCodes, again: showCodes),
        .post(Places.sessionEnd, .member, endSession),
        .post(Places.othersEnd, .member, endOtherSessions),
    ] + keepingRoutes
}
