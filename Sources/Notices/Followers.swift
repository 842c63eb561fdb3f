import Web

/// Rows that name a person and follow when two entries turn out to be of one. Messages stay where they were sent: the box is
/// asked for all of a person's selves.
let noticesFollowers: [PersonFollower] = [
    PersonFollower(
        "certificate", ids: { "SELECT id FROM certificate WHERE person_id = \($0)" },
        set: { ids, person in "UPDATE certificate SET person_id = \(person) WHERE id \(anyOf: ids)" })
]
