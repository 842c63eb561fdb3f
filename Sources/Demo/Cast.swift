import Federation
import Web

/// The people with parts to play: one for each role, with a name, a place and, mostly, a post.
struct Part: Sendable {
    /// The role, as the door of the demo shows it.
    let role: String
    let signInName: String
    let name: String
    let sex: PersonEntry.Sex
    let born: StaticString
    /// The unit where they are members, and the one where they hold their post, by short name path.
    let seat: @Sendable (DemoTree) -> DemoTree.Base?
    let post: PostKind?
    let desk: @Sendable (DemoTree) -> UnitEntry?

    private static func university(_ index: Int) -> @Sendable (DemoTree) -> DemoTree.Base? {
        { tree in
            let all = tree.bases.filter { $0.unit.kind == .university }
            return index < all.count ? all[index] : all.first
        }
    }

    private static let school: @Sendable (DemoTree) -> DemoTree.Base? = { tree in
        let district = tree.districts.first { $0.name.hasPrefix("海淀") } ?? tree.districts.first
        return tree.bases.first { base in district.map { base.unit.path.hasPrefix($0.path) } ?? false }
    }

    private static let district: @Sendable (DemoTree) -> UnitEntry? = { tree in
        tree.districts.first { $0.name.hasPrefix("海淀") } ?? tree.districts.first
    }

    /// The role in a federation: a province's officers stand one level higher than a city's.
    func role(in plan: DemoPlan) -> String {
        guard plan.isProvincial else { return role }
        if role.hasPrefix("市级") { return "自治区级" + role.dropFirst(2) }
        return role.hasPrefix("区级") ? "市级" + role.dropFirst(2) : role
    }

    /// Everybody, highest first.
    static let all: [Part] = [
        Part(
            role: "市级工会干事", signInName: "liwen", name: "李雯", sex: .female, born: "1986-04-12", seat: university(0),
            post: .secretary, desk: { $0.root }),
        Part(
            role: "市级经审委主任", signInName: "hejun", name: "何钧", sex: .male, born: "1972-09-03", seat: university(0),
            post: .auditChair, desk: { $0.root }),
        Part(
            role: "系统管理员", signInName: "guanli", name: "顾立", sex: .male, born: "1990-01-20", seat: university(0),
            post: .administrator, desk: { $0.root }),
        Part(
            role: "区级常务副主席", signInName: "sunyue", name: "孙悦", sex: .female, born: "1979-11-28", seat: school,
            post: .executiveViceChair, desk: district),
        Part(
            role: "高校工会主席", signInName: "zhaoqian", name: "赵倩", sex: .female, born: "1976-06-15", seat: university(1),
            post: .chair, desk: { university(1)($0)?.unit }),
        Part(
            role: "学校工会主席", signInName: "chenlixin", name: "陈立新", sex: .male, born: "1981-02-07", seat: school,
            post: .chair, desk: { school($0)?.unit }),
        Part(
            role: "分会组织委员", signInName: "heyutong", name: "何雨桐", sex: .female, born: "1988-08-19", seat: university(1),
            post: .organiser, desk: { university(1)($0)?.seats.first }),
        Part(
            role: "小组长", signInName: "wuhang", name: "吴航", sex: .male, born: "1991-05-30", seat: university(1),
            post: .groupLeader, desk: { university(1)($0)?.seats.first { $0.level == .group } }),
        Part(
            role: "会员教师", signInName: "zhouxiaolan", name: "周晓岚", sex: .female, born: "1992-03-21",
            seat: university(1), post: nil, desk: { _ in nil }),
    ]
}
