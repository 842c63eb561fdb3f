import Federation
public import Web

extension Module {
    /// 覆盖: how much of the staff is organised, unit by unit and month by month, and who is still to be won.
    ///
    /// Glossary: 入会率 rate (`CoverageRate`): 在籍 members out of reported staff · 上报 report of staff numbers (`StaffReport`) ·
    /// 应入未入 gap · 应建未建 a workplace that should have a union (`Workplace`, `UnionDuty`) · 月末 month end (`MonthEnd`) ·
    /// 建会率 unions out of known workplaces.
    ///
    /// Whoever may see a unit sees its figures; whoever keeps units reports staff and enters workplaces.
    public static var coverage: Module {
        var module = Module("coverage")
        module.migrations = [monthEndMigration, staffMigration, workplaceMigration, staffCorrectionMigration]
        module.routes = overviewRoutes + staffRoutes + workplaceRoutes
        module.menu = [
            MenuItem("组织", "覆盖情况", icon("bar-chart-line"), needs: .unitSee, covers: ["/workplaces"]) {
                Places.coverage($0)
            }
        ]
        module.duties = [MonthEnd.kind]
        module.daily = [MonthEnd.duty]
        module.checks = [StoreCheck("月末会员数") { tx in try MonthEnd.flaws(in: tx) }]
        return module
    }
}
