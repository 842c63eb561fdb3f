import Web

/// The units directly below one, each with its members: the tree beside an open unit.
func unitBranches(_ units: [UnitEntry], _ members: [String: Int]) -> HTML {
    "<ul class=\"tree\">\(each: units, { unitBranch($0, members[$0.path] ?? 0) })</ul>"
}

private func unitBranch(_ unit: UnitEntry, _ members: Int) -> HTML {
    """
    <li><span class="leaf"><a href="\(Places.unit(unit.id))">\(unit.shortName)</a>\
    <span class="n">\(unit.level.words) · \(grouped(members)) 人</span></span></li>
    """
}
