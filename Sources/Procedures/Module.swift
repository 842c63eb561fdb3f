import Federation
public import Web

extension Module {
    /// The steps that every line of work shares: clocks, sign-off up the tree, quotas down it, publicity, panels.
    ///
    /// Glossary: 审批 sign-off · 审批链 chain · 一级 stage · 待我审核 desk · 退回 give back · 提级办理 lift · 代办 stand-in ·
    /// 请示 request · 时限 clock (`ClockRule`, `ClockReading`) · 应办结 due (`ClockRates`) · 名额 quota ·
    /// 类别 category · 下达 hand down · 交回 hand back · 预留 reserve ·
    /// 公示 publicity · 异议 objection · 结论 finding · 评审组 panel · 回避 conflict.
    ///
    /// A line of work declares itself as a `SignOffLine` in its module's `brought`; docs/procedures.md has an example.
    public static var procedures: Module {
        var module = Module("procedures")
        module.migrations = [
            signOffMigration, standInMigration, paperMigration, requestMigration, quotaMigration,
            publicityMigration, panelMigration,
        ]
        module.routes = [
            deskRoutes,
            signOffRoutes,
            signOffBatchRoutes,
            standInRoutes,
            requestRoutes,
            quotaRoutes,
            publicityRoutes,
            publicPublicityRoutes,
        ].flatMap { $0 }
        module.menu = [
            MenuItem(
                "", "待我审核", icon("inbox"), needs: .unitSee, isTab: true,
                covers: ["/sign-offs", "/sign-off-batches", "/requests"]
            ) {
                Places.desk($0)
            },
            MenuItem("服务", "名额", icon("pie-chart"), needs: .unitSee, covers: ["/quotas"]) { Places.quotas($0) },
            MenuItem("监督", "公示", icon("megaphone"), needs: .unitSee, covers: ["/publicities", "/objections"]) {
                Places.publicities($0)
            },
        ]
        module.sealed = [
            SealedColumn("objection", "who_sealed", key: "id") { Objection.place("who_sealed", ID($0.key)) },
            SealedColumn("objection", "text_sealed", key: "id") { Objection.place("text_sealed", ID($0.key)) },
        ]
        module.desks = { person, tx in try StandIn.desks(of: person, in: tx) }
        module.shelfHolders = [ShelfHolder("papers of cases") { marks, tx in try Paper.held(marks, in: tx) }]
        module.checks = [
            StoreCheck("审批记录") { tx in try SignOff.flaws(in: tx) },
            StoreCheck("名额账目") { tx in try QuotaMove.flaws(in: tx) },
        ]
        module.siteDuties = { site in [SignOffBatchDuty.kind(ring: site.ring, SignOffLines(site.joined))] }
        module.tasks = [signOffTasks, objectionTasks]
        module.brought = [Request.line]
        return module
    }
}
