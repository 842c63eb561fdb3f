import Web

let personRoutes: [Route] = [
    .get(Places.person, .officer(.memberSee), showPerson),
    .get(Places.memberNew, .officer(.memberKeep), newMember),
    .post(Places.memberNew, .officer(.memberKeep), enterMember, again: newMember),
    .get(Places.personRevision, .officer(.memberKeep), revisePerson),
    .post(Places.personRevision, .officer(.memberKeep), savePerson, again: revisePerson),
    .get(Places.personMembership, .officer(.memberKeep), changeMembership),
    .post(Places.personMembership, .officer(.memberKeep), saveMembership, again: changeMembership),
]

/// A person's file. It is drawn again, too, when the reason for a viewing had flaws.
func showPerson(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let entry: PersonEntry
    do {
        entry = try PersonEntry.find(id, as: visit.who, in: visit.tx)
    } catch Refusal.missing {
        // An old link to an entry that was merged leads to the one that was kept.
        guard let heir = try PersonMerge.heir(of: id, in: visit.tx) else { throw Refusal.missing }
        _ = try PersonEntry.find(heir, as: visit.who, in: visit.tx)
        return .see(Places.person(heir))
    }
    let file = try PersonFile(of: entry, for: .officer(visit.who), visit.site, in: visit.tx)
    let actions = PersonActions(visit.who, at: file.current?.spell.unitPath)
    let ring = visit.site.ring
    let filled = visit.filled(else: [:])
    return .page(
        title: entry.name, json: try file.json(ring),
        try personPage(file, actions, ring, filled, today: visit.tx.today))
}
