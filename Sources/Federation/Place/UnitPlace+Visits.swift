import Rulebook
import Web

/// Says where a unit lies, so that the rules of that place hold for it and for those below it. Empty: as the unit above.
func keepPlace(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    var check = Check(visit.form)
    let typed = check.typed("place"), place = Jurisdiction(typed)
    if !typed.isEmpty, place == nil { check.add("place", "行政区划代码是六位数字，例如 110108。") }
    try check.done()
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    try UnitPlace.set(place, of: id, in: visit.tx)
    let words = place.map { "\($0.words)（\($0.code)）" } ?? "与上级相同"
    try unit.audit(
        Act("unit.place", on: "unit", id, "单位“\(unit.shortName)”的所在地：\(words)"), by: visit.who, ring: visit.site.ring,
        in: visit.tx)
    return .see(Places.settings(id), saying: "所在地已保存，规则参数按这里的规定取。")
}

/// The form for it, with the place that holds today.
func placeCard(_ unit: UnitEntry, _ locus: Locus, _ filled: Filled) -> HTML {
    let inside: HTML = """
        <p class="muted mb4">现在按“\(locus.place.words)”的规定取规则参数。</p>
        \(field(Field("place", "行政区划代码", hint: "六位数字，例如 110108 海淀区；不填就和上级相同。", inputMode: "numeric", maximum: 6), filled))
        <div class="row"><button class="btn">保存所在地</button></div>
        """
    return card("所在地", id: "h-place", sub: "决定适用哪里的规定", form(to: Places.unitPlace(unit.id), inside))
}
