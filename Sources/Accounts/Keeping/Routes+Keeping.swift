import Federation
import Web

/// The routes of the officers who keep accounts.
let keepingRoutes: [Route] = [
    .get(Places.unitAccounts, .officer(.accountKeep), showAccounts),
    .get(Places.slips, .officer(.accountKeep), showMadeSlips),
    .post(Places.slips, .officer(.accountKeep), makeSlips, again: showAccounts),
    .post(Places.closings, .officer(.accountKeep), closeAccounts, again: showAccounts),
    .post(Places.openings, .officer(.accountKeep), openAccounts, again: showAccounts),
    .get(Places.personAccount, .officer(.accountKeep), showPersonAccount),
    .post(Places.personSlip, .officer(.accountKeep), makePersonSlip, again: showPersonAccount),
    .post(Places.personClosing, .officer(.accountKeep), closePersonAccount, again: showPersonAccount),
    .post(Places.personOpening, .officer(.accountKeep), openPersonAccount, again: showPersonAccount),
    .post(Places.personCodes, .officer(.accountKeep), resetPersonCodes, again: showPersonAccount),
]
