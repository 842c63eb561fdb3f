import Federation
import Rulebook
import Sheets
import Web

/// The columns that every table of rates has.
private let rateColumns: [Sheets.Column] = [
    Sheets.Column("单位数", width: 9, kind: .integer), Sheets.Column("已上报单位", width: 11, kind: .integer),
    Sheets.Column("在籍会员", width: 11, kind: .integer), Sheets.Column("教职工", width: 11, kind: .integer),
    Sheets.Column("入会率", width: 10), Sheets.Column("应入未入", width: 11, kind: .integer),
    Sheets.Column("未上报单位的会员", width: 17, kind: .integer),
]

private func rateCells(_ sum: CoverageSum) -> [Out] {
    let rate = sum.rate
    return [
        .integer(sum.units), .integer(sum.reported), rate.map { .integer($0.members) } ?? .empty,
        rate.map { .integer($0.staff) } ?? .empty, rate.map { .text($0.words) } ?? .text("未上报"),
        rate == nil ? .empty : .integer(sum.gap), .integer(sum.membersApart),
    ]
}

extension Overview {
    /// One of the page's tables by its name in the address; the units below for any other.
    func sheet(_ name: String) -> CoverageSheet {
        let title = "\(unit.shortName)\(month)"
        switch name {
        case "types": return typesSheet("\(title)用工形式")
        case "kinds":
            let lines = kinds.map { (words: $0.words, sum: $0.sum) } + levels
            return CoverageSheet(
                name: "\(title)单位类型", columns: [Sheets.Column("类型或隶属", width: 24)] + rateColumns,
                rows: lines.map { [.text($0.words)] + rateCells($0.sum) })
        case "trend": return trendSheet("\(unit.shortName)入会率逐月变化")
        default:
            return CoverageSheet(
                name: "\(title)下级单位", columns: [Sheets.Column("单位", width: 30)] + rateColumns,
                rows: rows.map { [.text($0.name)] + rateCells($0.sum) })
        }
    }

    private func typesSheet(_ name: String) -> CoverageSheet {
        let columns = [
            Sheets.Column("用工形式"), Sheets.Column("在籍会员", kind: .integer), Sheets.Column("教职工", kind: .integer),
            Sheets.Column("入会率"), Sheets.Column("应入未入（负数为超出）", width: 22, kind: .integer),
        ]
        guard !hidesTypes else { return CoverageSheet(name: name, columns: columns, rows: []) }
        let rows = Employment.allCases.map { type -> [Out] in
            guard let rate = sum.rate(of: type) else { return [.text(type.words)] }
            return [
                .text(type.words), .integer(rate.members), .integer(rate.staff), .text(rate.words), .integer(rate.gap),
            ]
        }
        return CoverageSheet(name: name, columns: columns, rows: rows)
    }

    private func trendSheet(_ name: String) -> CoverageSheet {
        let columns = [
            Sheets.Column("月份"), Sheets.Column("单位数", kind: .integer), Sheets.Column("已上报单位", kind: .integer),
            Sheets.Column("在籍会员", kind: .integer),
            Sheets.Column("教职工", kind: .integer), Sheets.Column("入会率"),
        ]
        let rows = trend.map { point -> [Out] in
            [
                .text(point.month.description), .integer(point.units), .integer(point.reported),
                point.rate.map { .integer($0.members) } ?? .empty, point.rate.map { .integer($0.staff) } ?? .empty,
                .text(point.rate?.words ?? "没有单位上报"),
            ]
        }
        return CoverageSheet(name: name, columns: columns, rows: rows)
    }
}

extension CoveredUnits {
    /// All lines of the list, however many the page shows.
    var sheet: CoverageSheet {
        let type = employment.map { "（\($0.words)）" } ?? ""
        let columns = [
            Sheets.Column("单位代码"), Sheets.Column("单位", width: 30), Sheets.Column("类型"),
            Sheets.Column("在籍会员\(type)", kind: .integer), Sheets.Column("教职工\(type)", kind: .integer),
            Sheets.Column("入会率"), Sheets.Column("应入未入（负数为超出）", width: 22, kind: .integer), Sheets.Column("上报"),
        ]
        let rows = lines.map { share -> [Out] in
            let rate = rate(share)
            return [
                share.unit.code.map(Out.text) ?? .empty, .text(share.unit.name), .text(share.unit.kind.words),
                .integer(members(share)), rate.map { .integer($0.staff) } ?? .empty, .text(rate?.words ?? ""),
                rate.map { .integer($0.gap) } ?? .empty,
                .text(share.staff == nil ? "未上报" : share.isLate ? "迟报" : "已上报"),
            ]
        }
        return CoverageSheet(name: "\(unit.shortName)\(month)各单位入会情况", columns: columns, rows: rows)
    }
}

extension WantingList {
    /// The workplaces with the arithmetic of each.
    var sheet: CoverageSheet {
        let columns = [
            Sheets.Column("单位", width: 30), Sheets.Column("类型"), Sheets.Column("所属", width: 24),
            Sheets.Column("成立日期", width: 12, kind: .day), Sheets.Column("教职工", kind: .integer),
            Sheets.Column("情况"), Sheets.Column("应建未建", width: 10), Sheets.Column("怎么算的", width: 50),
            Sheets.Column("依据", width: 40),
        ]
        let rows = workplaces.map { line -> [Out] in
            let workplace = line.workplace
            return [
                .text(workplace.name), .text(workplace.kind.words), .text(workplace.unitName),
                workplace.foundedOn.map(Out.day) ?? .empty, workplace.staff.map(Out.integer) ?? .empty,
                .text(workplace.state.words), .text(line.duty.outcome == .due ? "是" : ""), .text(line.duty.words),
                .text(line.duty.rule?.citation ?? ""),
            ]
        }
        return CoverageSheet(name: "\(unit.shortName)应建未建\(today)", columns: columns, rows: rows)
    }
}
