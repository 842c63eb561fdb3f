import Sheets

extension Measure {
    /// A workbook of ten columns against libxlsxwriter alone in its mode of constant memory, and what it holds meanwhile.
    static let export = Measure("export.xlsx") { ground in
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path("members.xlsx")
        let rows = ground.isMillion ? 1_000_000 : 50_000
        var ours: [Double] = [], bare: [Double] = []
        var peak = 0.0
        for _ in 0..<(ground.isMillion ? 1 : ground.rounds) {
            bare.append(Double(rows) / seconds(try BareSheet.write(rows: rows, to: path)))
            OwnProcess.forgetPeak()
            ours.append(Double(rows) / seconds(try SheetBench.write(rows: rows, to: path)))
            peak = max(peak, OwnProcess.peak)
        }
        return [
            Reading(
                measure: "export.xlsx", value: median(ours), unit: "行/s", baseline: median(bare), floor: 0.7),
            Reading(
                measure: "export.xlsx.memory", value: peak, unit: "MiB", baseline: 300, floor: 1, isCost: true),
        ]
    }
}
