import Base

/// What a demo federation is made of: deterministic from its seed, so that every developer, screenshot and bug report speaks of
/// the same town.
public struct DemoPlan: Sendable {
    /// Short name, title and host of the federation.
    public let name: String
    public let title: String
    public let host: String
    let districts: [String]
    /// The word between a district's name and `教育工会`.
    let districtSuffix: String
    let universities: [String]
    let hospitals: [(name: String, university: String?)]
    let directs: [String]
    /// Schools in each district.
    let schools: Int
    /// How many members are generated, the cast apart.
    public let members: Int
    public let seed: UInt64
    /// The first six digits of made-up identity numbers: a region code that no county has.
    let region: String

    /// Whether its root is a province's or an autonomous region's.
    var isProvincial: Bool { name == "gx" }
    /// Whether its units have their posts filled; the tests' town has only its cast.
    var isStaffed: Bool { name != "town" }

    /// 北京市教育工会 with its 18 district bodies, and the universities and hospitals that its 2025 report names.
    public static func beijing(members: Int = 20_000, schools: Int = 6, seed: UInt64 = 2026) -> DemoPlan {
        DemoPlan(
            name: "bj", title: "北京市教育工会", host: "bj.localhost",
            districts: [
                "东城区", "西城区", "朝阳区", "海淀区", "丰台区", "石景山区", "门头沟区", "房山区", "燕山", "通州区", "顺义区",
                "昌平区", "大兴区", "北京经济技术开发区", "怀柔区", "平谷区", "密云区", "延庆区",
            ],
            districtSuffix: "教育工会",
            universities: [
                "清华大学", "北京大学", "中国人民大学", "北京师范大学", "北京航空航天大学", "中国农业大学", "北京交通大学",
                "北京林业大学", "中国政法大学", "北京外国语大学", "中国石油大学（北京）", "北京协和医学院", "北方工业大学",
                "北京联合大学", "首都经济贸易大学", "首都体育学院", "中华女子学院", "北京工业职业技术学院",
            ],
            hospitals: [("北京大学人民医院", "北京大学"), ("北京四惠中医医院", nil)],
            directs: ["市教育工会直属机关"], schools: schools, members: members, seed: seed, region: "119999")
    }

    /// 广西教育工会 with the bodies of its cities, as its 2025 key points name them.
    public static func guangxi(members: Int = 2_000, schools: Int = 2, seed: UInt64 = 2025) -> DemoPlan {
        DemoPlan(
            name: "gx", title: "广西教育工会", host: "gx.localhost",
            districts: [
                "南宁市", "柳州市", "桂林市", "梧州市", "北海市", "防城港市", "钦州市", "贵港市", "玉林市", "百色市", "贺州市",
                "河池市", "来宾市", "崇左市",
            ],
            districtSuffix: "教育工会", universities: ["南宁师范大学"], hospitals: [], directs: ["自治区教育工会直属机关"],
            schools: schools, members: members, seed: seed, region: "459999")
    }

    /// A small cut of Beijing: the tests' town. Four districts, four universities, one hospital.
    public static func town(members: Int = 240) -> DemoPlan {
        DemoPlan(
            name: "town", title: "北京市教育工会", host: "town.localhost",
            districts: ["东城区", "海淀区", "燕山"], districtSuffix: "教育工会",
            universities: ["北京大学", "北京林业大学", "中国政法大学"], hospitals: [("北京大学人民医院", "北京大学")],
            directs: [], schools: 2, members: members, seed: 7, region: "119999")
    }
}
