import Federation
import Web

/// Every address of the room.
enum Places {
    static let desk = Place("/units/:id/desk", ID<Unit>.self)
    static let batches = Place("/units/:id/desk/batches", ID<Unit>.self)
    static let batch = Place("/sign-off-batches/:id", ID<SignOffBatch>.self)
    static let batchProgress = Place("/sign-off-batches/:id/progress", ID<SignOffBatch>.self)
    static let batchConfirmation = Place("/sign-off-batches/:id/confirmation", ID<SignOffBatch>.self)
    static let batchCancellation = Place("/sign-off-batches/:id/cancellation", ID<SignOffBatch>.self)
    static let signOff = Place("/sign-offs/:id", ID<SignOff>.self)
    static let signOffDecision = Place("/sign-offs/:id/decision", ID<SignOff>.self)
    static let signOffLift = Place("/sign-offs/:id/lift", ID<SignOff>.self)
    static let signOffWithdrawal = Place("/sign-offs/:id/withdrawal", ID<SignOff>.self)
    static let standIns = Place("/units/:id/stand-ins", ID<Unit>.self)
    static let standInEnd = Place("/stand-ins/:id/end", ID<StandIn>.self)

    static let requests = Place("/units/:id/requests", ID<Unit>.self)
    static let requestNew = Place("/units/:id/requests/new", ID<Unit>.self)
    static let requestRevision = Place("/requests/:id/revision", ID<Request>.self)
    static let requestPaper = Place("/requests/:id/papers/:paper", ID<Request>.self, ID<Paper>.self)

    static let quotas = Place("/units/:id/quotas", ID<Unit>.self)
    static let quotaNew = Place("/units/:id/quotas/new", ID<Unit>.self)
    static let quota = Place("/quotas/:id/units/:unit", ID<Quota>.self, ID<Unit>.self)
    static let quotaSplit = Place("/quotas/:id/units/:unit/split", ID<Quota>.self, ID<Unit>.self)
    static let quotaMoves = Place("/quotas/:id/units/:unit/moves", ID<Quota>.self, ID<Unit>.self)
    static let quotaRecall = Place("/quotas/:id/units/:unit/recall", ID<Quota>.self, ID<Unit>.self)
    static let quotaClosing = Place("/quotas/:id/units/:unit/closing", ID<Quota>.self, ID<Unit>.self)
    static let quotaSheet = Place("/quotas/:id/units/:unit/sheet", ID<Quota>.self, ID<Unit>.self)
    static let quotaHoldUse = Place("/quota-holds/:id/use", ID<QuotaHold>.self)
    static let quotaHoldEnd = Place("/quota-holds/:id/end", ID<QuotaHold>.self)

    static let publicities = Place("/units/:id/publicities", ID<Unit>.self)
    static let publicityNew = Place("/units/:id/publicities/new", ID<Unit>.self)
    static let publicity = Place("/publicities/:id", ID<Publicity>.self)
    static let publicityNotice = Place("/publicities/:id/notice", ID<Publicity>.self)
    static let publicityPublication = Place("/publicities/:id/publication", ID<Publicity>.self)
    static let publicityClosing = Place("/publicities/:id/closing", ID<Publicity>.self)
    static let publicityWithdrawal = Place("/publicities/:id/withdrawal", ID<Publicity>.self)
    static let publicPublicity = Place("/public/publicities/:id", ID<Publicity>.self)
    static let publicObjections = Place("/public/publicities/:id/objections", ID<Publicity>.self)
    static let objection = Place("/objections/:id", ID<Objection>.self)
    static let objectionInquiry = Place("/objections/:id/inquiry", ID<Objection>.self)
    static let objectionFinding = Place("/objections/:id/finding", ID<Objection>.self)
    static let objectionPaper = Place("/objections/:id/papers/:paper", ID<Objection>.self, ID<Paper>.self)
}
