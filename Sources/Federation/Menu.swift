import Web

/// The lines of the officers' menu that this room brings, each for the unit whose desk is open.
let federationMenu: [MenuItem] = [
    MenuItem("", "工作台", icon("grid-1x2"), needs: nil, isTab: true) { _ in Places.workbench() },
    MenuItem(
        "会员", "会员名册", icon("people"), needs: .memberSee, isTab: true,
        covers: ["/people", "/viewings", "/bulks", "/register-files", "/register-views"]
    ) {
        Places.members($0)
    },
    MenuItem("会员", "批量导入", icon("upload"), needs: .memberImport, isTab: true, covers: ["/imports", "/waiting-rosters"])
    {
        Places.imports($0)
    },
    MenuItem("会员", "疑似重复", icon("intersect"), needs: .memberKeep, covers: ["/merges"]) { Places.doubles($0) },
    MenuItem("会员", "登录账号", icon("person-lock"), needs: .accountKeep) { Places.accounts($0) },
    MenuItem(
        "组织", "单位与职务", icon("diagram-3"), needs: .unitSee, isTab: true,
        covers: ["/units", "/posts", "/unit-changes", "/unit-names"]
    ) {
        Places.unit($0)
    },
    MenuItem("组织", "片组与分组", icon("collection"), needs: .unitSee, covers: ["/clusters", "/groups"]) {
        Places.unitClusters($0)
    },
    MenuItem("组织", "权限一览", icon("key"), needs: .unitSee) { Places.permissions($0) },
    MenuItem("监督", "审计记录", icon("journal-check"), needs: .auditSee) { Places.audit($0) },
    MenuItem("监督", "单位设置", icon("gear"), needs: .unitKeep) { Places.settings($0) },
]
