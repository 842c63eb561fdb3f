public import Web

extension Module {
    /// Units, people, spells of membership and posts: the facts, and officers' hands on them.
    ///
    /// Glossary: 单位 unit · 上级 parent · 双重领导 second parent (`UnitLink`) · 校级工会 base union · 分会 branch · 小组 group ·
    /// 人员 person (`PersonEntry`) · 会籍 membership, one dated spell · 在籍 active · 保留会籍 retained · 工号 number ·
    /// 用工形式 employment · 职务 post · 名册 register, the list of current spells.
    public static var federation: Module {
        var module = Module("federation")
        module.migrations = federationMigrations
        module.routes = federationRoutes
        module.menu = federationMenu
        module.permissions = Permission.federation
        module.desks = { person, tx in try Post.desks(of: person, in: tx) }
        module.timelines = federationTimelines
        module.shelfHolders = federationShelf
        module.checks = federationChecks
        module.duties = federationDuties
        module.daily = federationDaily
        module.siteDuties = federationSiteDuties
        module.errands = federationErrands
        module.followers = federationFollowers
        module.sealed = federationSealed
        return module
    }
}

/// What the register and the imports seal.
private let federationSealed = [
    SealedColumn("person", "identity_sealed", key: "id") { PersonEntry.identityPlace(ID($0.key)) },
    SealedColumn("person", "phone_sealed", key: "id") { PersonEntry.phonePlace(ID($0.key)) },
    SealedColumn("person_merge", "before", key: "id") { PersonMerge.place(ID($0.key)) },
    SealedColumn("import_row", "payload", key: "batch_id", line: "line") {
        ImportRow.payloadPlace(ID($0.key), Int($0.line))
    },
    SealedColumn("import_row", "before", key: "batch_id", line: "line") {
        ImportRow.beforePlace(ID($0.key), Int($0.line))
    },
]
