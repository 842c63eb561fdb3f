import Federation
import Web

/// Who stands in for whom at a unit, and the form for the next time.
struct StandInPage {
    let unit: UnitEntry
    let all: [StandIn]
    let today: Day
    let mayArrange: Bool
    let absent: [Choice]
    let substitutes: [Choice]

    func drawn(_ filled: Filled) -> HTML {
        """
        \(flawSummary(filled.flaws))\(pageHead(
            "请假代办", "\(unit.shortName)。有人出差、请假时，由别人代为审批；每一笔都写明谁代谁办。",
            crumbs: [("待我审核", Places.desk(unit.id)), ("请假代办", nil)]))
        <div class="cols cols-7-5"><div class="stack">\(list)</div>\(if: mayArrange, form(filled))</div>
        """
    }

    private var list: HTML {
        guard !all.isEmpty else {
            return
                "<section class=\"card\" aria-label=\"代办\">\(emptyState("还没有安排过代办", "审批人不在岗时，先安排代办人，等着的事就不会搁下。"))</section>"
        }
        let today = today, mayArrange = mayArrange
        let columns: [Column<StandIn>] = [
            Column("不在岗", isName: true) { "\($0.absentName)" },
            Column("代办人") { "\($0.substituteName)" },
            Column("从") { day($0.from) }, Column("到") { day($0.until) },
            Column("事由") { "\($0.reason)" },
            Column("状态") { standIn in
                if standIn.isOver(on: today) { return tag("已结束") }
                let state = standIn.from > today ? tag("未开始", .information) : tag("代办中", .pine)
                let end = action("结束", to: Places.standInEnd(standIn.id), className: "btn quiet")
                return "<div class=\"row\">\(state)\(if: mayArrange, end)</div>"
            },
        ]
        return "<div class=\"card\">\(table("代办", columns, all))</div>"
    }

    private func form(_ filled: Filled) -> HTML {
        card(
            "安排代办", id: "h-new",
            Markup.form(
                to: Places.standIns(unit.id),
                """
                \(select(Field("absent", "不在岗的人", isRequired: true), absent, empty: "请选择", filled))
                \(select(Field("substitute", "代办人", isRequired: true, hint: "须在本单位任职。"), substitutes, empty: "请选择", filled))
                \(field(Field("from_day", "从哪天起", .date, isRequired: true), filled))
                \(field(Field("until_day", "到哪天止", .date, isRequired: true), filled))
                \(field(Field("reason", "事由", isRequired: true, hint: "例如：外出培训。", maximum: 100), filled))
                <div class="actions tall"><button class="btn primary">安排代办</button></div>
                """))
    }
}
