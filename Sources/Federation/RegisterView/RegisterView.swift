import Web

/// A way to look at a unit's register that was given a name: filter, order and columns. Private, or shared with all who may see
/// the register of that unit.
struct RegisterView: Equatable, Sendable {
    let id: ID<RegisterView>
    let unit: ID<Unit>
    let unitPath: String
    let owner: ID<Person>
    let name: String
    let filter: MemberFilter
    let columns: [ListColumn]
    let isShared: Bool
    /// Grows with each change, so that two officers at once are told.
    let version: Int

    /// How many one person may keep for one unit.
    static let most = 30

    /// Whether somebody may change or remove it: its owner, and of a shared one whoever keeps the unit's members.
    func isKept(by officer: Officer) -> Bool {
        owner == officer.person || isShared && officer.also(.memberKeep)?.reaches(unitPath) ?? false
    }

    /// The register as this view shows it.
    var path: Path {
        Places.members(unit).with(filter.pairs).with("cols", ListColumn.text(columns)).with("view", id.description)
    }

    var json: JSON {
        [
            "id": JSON(id), "name": JSON(name), "shared": .bool(isShared), "filter": JSON(filter.kept),
            "columns": JSON(ListColumn.text(columns)),
        ]
    }
}

/// What a form for a view must hold.
struct RegisterViewDraft {
    let name: String
    let filter: MemberFilter
    let columns: [ListColumn]
    let isShared: Bool

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        name = check.text("name", "名称", 1...20)
        filter = MemberFilter { form[$0].trimmingBlanks }
        let chosen = Set(form.all("columns"))
        columns = ListColumn.allCases.filter { chosen.contains($0.rawValue) }
        isShared = check.flag("shared")
        if columns.isEmpty { check.add("columns", "请至少选择一列。") }
        if isShared, !filter.text.isEmpty { check.add("shared", "带查找内容的视图只能自己用，因为里面可能有姓名。请清除查找内容再共享。") }
        try check.done()
    }
}
