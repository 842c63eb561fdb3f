public import Base
public import Markup
public import Store

/// What waits to be read by whoever is signed in: a bell in every frame, with a number.
public struct Bell: Sendable {
    let path: Path
    let unread: @Sendable (ID<Person>, Transaction) throws -> Int

    public init(to path: Path, unread: @escaping @Sendable (ID<Person>, Transaction) throws -> Int) {
        self.path = path
        self.unread = unread
    }
}

/// The bell as one frame draws it.
struct Ringing: Sendable {
    let path: Path
    let unread: Int

    var drawn: HTML {
        """
        <a class="icon-btn" href="\(path)" aria-label="\(unread == 0 ? "消息" : "消息，\(unread) 条未读")">\(icon("bell"))\
        \(if: unread > 0, "<span class=\"dot\" aria-hidden=\"true\">\(unread > 99 ? "99" : String(unread))</span>")</a>
        """
    }
}
