import Web

/// What must always hold in the tables of this room.
let federationChecks: [StoreCheck] = [
    StoreCheck("会员计数") { tx in try MemberCount.flaws(in: tx) },
    StoreCheck("单位历史") { tx in try UnitSpell.flaws(in: tx) },
]

/// Work on rows alone.
let federationDuties: [DutyKind] = [
    MemberSums.kind,
    NameUpkeep.kind,
    Viewing.sweeping,
    ImportKeeping.kind,
    DoubleDuty.kind,
]

/// Which of it comes back every day.
let federationDaily: [String] = [
    MemberSums.duty,
    NameUpkeep.duty,
    Viewing.sweeping.name,
    DoubleDuty.name,
    ReadingSweep.kind,
    ImportKeeping.duty,
    RegisterFileDuty.sweep,
]

/// Rows that hold marks of uploaded files.
let federationShelf: [ShelfHolder] = [
    ShelfHolder("photographs") { marks, tx in try Photograph.held(marks, in: tx) },
    ShelfHolder("papers of units") { marks, tx in try UnitChange.heldScans(marks, in: tx) },
    ShelfHolder("imports") { marks, tx in try ImportKeeping.held(marks, in: tx) },
]

/// Work that needs the federation's keys or its folder of files.
func federationSiteDuties(_ site: SiteFacts) -> [DutyKind] {
    [
        ImportDuty.kinds(ring: site.ring, folder: site.filesFolder),
        [ReadingSweep.duty(folder: site.filesFolder)],
        RegisterFileDuty.kinds(ring: site.ring, folder: site.filesFolder),
        BulkDuty.kinds(ring: site.ring),
    ].flatMap { $0 }
}

/// What only the serving process may do, again and again.
let federationErrands: [Errand] = [
    Errand("federation.import.notes", every: .seconds(1)) { site, store in
        try await ImportErrand.take(from: site.filesFolder, in: store)
        return false
    }
]
