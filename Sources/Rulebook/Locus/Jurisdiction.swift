public import Web

/// A place whose rules hold there, by the six digits of GB/T 2260: `000000` the whole country, `110000` 北京市, `110108`
/// 海淀区. A code lies inside another when the other's digits before its closing zeros begin it.
public struct Jurisdiction: Hashable, Sendable, Bindable, Readable {
    public let code: String

    /// Nil for anything but six digits.
    public init?(_ code: some StringProtocol) {
        guard code.utf8.count == 6, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        self.code = String(code)
    }

    private init(known code: String) {
        self.code = code
    }

    /// 全国
    public static let nation = Jurisdiction(known: "000000")

    /// How near: 0 the country, 1 a province, 2 a city, 3 a district.
    public var depth: Int { code == "000000" ? 0 : code.hasSuffix("0000") ? 1 : code.hasSuffix("00") ? 2 : 3 }

    /// From the country to this place, the widest first.
    public var chain: [Jurisdiction] {
        guard depth > 0 else { return [self] }
        let wider = [2, 4].filter { $0 < depth * 2 }.map { count in
            Jurisdiction(known: code.prefix(count) + String(repeating: "0", count: 6 - count))
        }
        // Of a city governed by the state there is no level between it and its districts: 110100 names nothing.
        let named = Self.isCentral(code) ? wider.filter { $0.depth != 2 } : wider
        return [.nation] + named + [self]
    }

    public func contains(_ other: Jurisdiction) -> Bool { other.chain.contains(self) }

    /// `北京市`; the digits where the house knows no name.
    public var words: String { PlaceNames.words[code] ?? code }

    private static func isCentral(_ code: String) -> Bool { ["11", "12", "31", "50"].contains(code.prefix(2)) }

    public init(sql value: Value) throws {
        let text = try String(sql: value)
        guard let place = Jurisdiction(text) else { throw Unreadable(expected: "jurisdiction", found: value) }
        self = place
    }

    public var sqlValue: Value { .text(code) }

    /// The place that the name of a union begins with, such as `北京市教育工会`; nil where none is known. For a federation that
    /// has not said where it lies.
    public static func named(in name: String) -> Jurisdiction? {
        PlaceNames.words.filter { place in name.hasPrefix(place.value) || name.hasPrefix(PlaceNames.short(place.value))
        }
        .max { $0.value.count < $1.value.count }
        .map { Jurisdiction(known: $0.key) }
    }
}

/// Names of places: all provinces, and the districts of the cities where federations stand. Others are told by their digits.
enum PlaceNames {
    static func short(_ name: String) -> String {
        for end in ["壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区"] where name.hasSuffix(end) {
            return String(name.dropLast(end.count))
        }
        // A district's or a city's name without its last sign may be anything; a province's is known.
        return name.hasSuffix("省") || ["北京市", "天津市", "上海市", "重庆市"].contains(name) ? String(name.dropLast()) : name
    }

    static let words: [String: String] = [
        "000000": "全国", "110000": "北京市", "120000": "天津市", "130000": "河北省", "140000": "山西省", "150000": "内蒙古自治区",
        "210000": "辽宁省", "220000": "吉林省", "230000": "黑龙江省", "310000": "上海市", "320000": "江苏省", "330000": "浙江省",
        "340000": "安徽省", "350000": "福建省", "360000": "江西省", "370000": "山东省", "410000": "河南省", "420000": "湖北省",
        "430000": "湖南省", "440000": "广东省", "450000": "广西壮族自治区", "460000": "海南省", "500000": "重庆市",
        "510000": "四川省", "520000": "贵州省", "530000": "云南省", "540000": "西藏自治区", "610000": "陕西省",
        "620000": "甘肃省", "630000": "青海省", "640000": "宁夏回族自治区", "650000": "新疆维吾尔自治区",
        "710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区",
        "110101": "东城区", "110102": "西城区", "110105": "朝阳区", "110106": "丰台区", "110107": "石景山区", "110108": "海淀区",
        "110109": "门头沟区", "110111": "房山区", "110112": "通州区", "110113": "顺义区", "110114": "昌平区",
        "110115": "大兴区", "110116": "怀柔区", "110117": "平谷区", "110118": "密云区", "110119": "延庆区",
        "340100": "合肥市", "440100": "广州市", "440300": "深圳市", "450100": "南宁市", "450300": "桂林市",
    ]
}
