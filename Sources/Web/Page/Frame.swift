/// What a page's frame shows: who is here, their desks, and the lines of the menu.
struct Frame: Sendable {
    let page: Page
    let visitor: Visitor
    var desks: [Desk]
    let today: Day
    /// The address of the page, to mark the line of the menu it belongs to.
    let path: String

    /// What waits to be read; nil for strangers, and where no room brings messages.
    var ringing: Ringing?

    /// The name to greet with, when somebody is signed in.
    var name: String? { visitor.session?.name }

    /// The unit whose desk is open: the one chosen, or the first.
    var desk: Desk? {
        desks.first { $0.unit == visitor.session?.desk } ?? desks.first
    }

    /// The lines of the menu that hold at the open desk, in the order the rooms brought them.
    func menu(_ joined: Joined) -> [MenuItem] {
        guard let desk else { return [] }
        return joined.menu.filter { item in
            guard let needs = item.needs else { return true }
            return visitor.grants.contains { $0.permission == needs.name && $0.reach.contains(desk.unitPath) }
        }
    }
}

extension Shell {
    /// Whether the frame has a menu.
    var hasNavigation: Bool {
        switch self {
        case .desk, .member: true
        case .focus, .door, .paper: false
        }
    }
}
