import Web

/// Every address of the module.
enum Places {
    static let home = Place("/")
    static let me = Place("/me")
    static let looks = Place("/me/looks")
    static let workbench = Place("/workbench")
    static let desk = Place("/workbench/desk")
    static let search = Place("/search")

    static let units = Place("/units")
    static let unit = Place("/units/:id", ID<Unit>.self)
    static let unitBelow = Place("/units/:id/below", ID<Unit>.self)
    static let unitRevision = Place("/units/:id/revision", ID<Unit>.self)
    static let unitMove = Place("/units/:id/move", ID<Unit>.self)
    static let unitDissolution = Place("/units/:id/dissolution", ID<Unit>.self)
    static let unitLinks = Place("/units/:id/links", ID<Unit>.self)
    static let unitLinkEnd = Place("/unit-links/:id/end", ID<UnitLink>.self)
    static let posts = Place("/units/:id/posts", ID<Unit>.self)
    static let postEnd = Place("/posts/:id/end", ID<Post>.self)
    static let permissions = Place("/units/:id/permissions", ID<Unit>.self)
    static let audit = Place("/units/:id/audit", ID<Unit>.self)
    static let settings = Place("/units/:id/settings", ID<Unit>.self)

    static let unitHistory = Place("/units/:id/history", ID<Unit>.self)
    static let unitChanges = Place("/units/:id/changes", ID<Unit>.self)
    static let unitRename = Place("/units/:id/rename", ID<Unit>.self)
    static let unitMerger = Place("/units/:id/merger", ID<Unit>.self)
    static let unitSplit = Place("/units/:id/split", ID<Unit>.self)
    static let unitAliases = Place("/units/:id/names", ID<Unit>.self)
    static let unitAliasEnd = Place("/unit-names/:id/end", ID<UnitAlias>.self)
    static let unitChange = Place("/unit-changes/:id", ID<UnitChange>.self)
    static let unitChangeConfirmation = Place("/unit-changes/:id/confirmation", ID<UnitChange>.self)
    static let unitChangeWithdrawal = Place("/unit-changes/:id/withdrawal", ID<UnitChange>.self)
    static let unitChangePaper = Place("/unit-changes/:id/paper", ID<UnitChange>.self)
    static let unitChangeScan = Place("/unit-changes/:id/scan", ID<UnitChange>.self)

    static let members = Place("/units/:id/members", ID<Unit>.self)
    /// Drawn by the room of accounts, which stands above this one.
    static let accounts = Place("/units/:id/accounts", ID<Unit>.self)
    static let memberNew = Place("/units/:id/members/new", ID<Unit>.self)
    static let memberExport = Place("/units/:id/members/export", ID<Unit>.self)
    static let person = Place("/people/:id", ID<Person>.self)
    static let personRevision = Place("/people/:id/revision", ID<Person>.self)
    static let personMembership = Place("/people/:id/membership", ID<Person>.self)
    /// Drawn by the room of accounts, which stands above this one.
    static let personAccount = Place("/people/:id/account", ID<Person>.self)
    static let viewings = Place("/people/:id/viewings", ID<Person>.self)
    static let viewing = Place("/viewings/:id", ID<Viewing>.self)

    static let imports = Place("/units/:id/imports", ID<Unit>.self)
    static let importBatch = Place("/imports/:id", ID<ImportBatch>.self)
    static let importConfirmation = Place("/imports/:id/confirmation", ID<ImportBatch>.self)
    static let importCancellation = Place("/imports/:id/cancellation", ID<ImportBatch>.self)
    static let importUndo = Place("/imports/:id/undo", ID<ImportBatch>.self)
    static let importFindings = Place("/imports/:id/findings", ID<ImportBatch>.self)
    static let importProgress = Place("/imports/:id/progress", ID<ImportBatch>.self)
}
