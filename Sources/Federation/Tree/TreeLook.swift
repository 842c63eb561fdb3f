import Web

/// What a visitor asks of the picture of units, as the address carries it: the same address draws the same picture.
struct TreeLook: Sendable {
    /// The unit whose branch is opened, with the way down to it.
    var open: ID<Unit>?
    /// Words to find; then only hits and the ways to them are drawn.
    var words = ""
    /// Whether only branches are drawn in which a post stands empty.
    var onlyVacant = false
    /// A day other than today that the tree is looked at; nil for today.
    var on: Day?
    /// The unit that the picture begins at; nil for all that the visitor reaches.
    var root: ID<Unit>?

    init(root: ID<Unit>? = nil) {
        self.root = root
    }

    init(_ call: Call, root: ID<Unit>? = nil, today: Day) {
        let day = AskedDay("on", call, today: today).day
        on = day == today ? nil : day
        open = ID(call.query("open"))
        words = call.query("q")
        onlyVacant = call.query("vacant") == "yes"
        self.root = root
    }

    /// The same picture with another branch open; nil closes all.
    func path(opening unit: ID<Unit>?) -> Path {
        start.with([("open", unit?.description ?? "")] + kept)
    }

    /// The same picture with or without the filter.
    func path(onlyVacant: Bool) -> Path {
        var other = self
        other.onlyVacant = onlyVacant
        return start.with([("open", open?.description ?? "")] + other.kept)
    }

    /// The picture of one branch alone, for a phone and for a script that opens it.
    func path(branch unit: ID<Unit>) -> Path {
        Places.unitTree(unit).with(kept)
    }

    /// What stays the same from page to page.
    private var kept: [(name: String, value: String)] {
        [("vacant", onlyVacant ? "yes" : ""), ("on", on?.description ?? "")]
    }

    /// Where it begins.
    var start: Path { root.map { Places.unitTree($0) } ?? Places.units() }
}
