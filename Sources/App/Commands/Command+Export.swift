import Federation
import Sheets
import Web

extension Command {
    /// Writes the register of a unit and all below it into a file. Sealed fields never leave by it.
    static let export = Command(
        name: "export", line: "把一个单位及下级的会员名册导出为 .xlsx 或 .csv", words: "文件", count: 1...1,
        settings: Setting.ofInstallation + [.only],
        flags: [
            Flag("federation", "名称", "哪个联合会；只有一个时可省略"),
            Flag("unit", "单位", "哪个单位：全称、简称或单位代码"),
        ]
    ) { order in
        let path = order.words[0], name = try order.needed("unit")
        let format: SheetOutput.Format = path.lowercased().hasSuffix(".csv") ? .csv : .xlsx
        return try await withInstallation(order) { installation in
            let federation = try named(order.first("federation") ?? order.settings.only, in: installation)
            guard let store = installation.store(named: federation.name) else { return 1 }
            try await Migrations.verify(joined.migrations, in: store)
            let unit: ID<Unit>
            do {
                unit = try await store.read { tx in try findUnit(name, in: tx) }
            } catch let flaws as Flaws {
                throw StartProblem(flaws.all.map(\.words).joined(separator: "\n"))
            }
            let count = try await exportMembers(of: unit, as: format, to: path, from: store)
            order.say("已导出 \(grouped(count)) 名会员到 \(path)。")
            return 0
        }
    }
}
