import Sheets

extension Measure {
    /// A table of 20,000 rows and ten columns, read.
    static let sheets = Measure("import.xlsx") { ground in
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path("members.xlsx")
        let rows = 20_000
        var read: [Double] = []
        _ = try SheetBench.write(rows: rows, to: path)
        for _ in 0..<ground.rounds {
            read.append(Double(rows) / seconds(try SheetBench.read(path).time))
        }
        return [Reading(measure: "import.xlsx", value: median(read), unit: "行/s")]
    }
}

/// A duration in seconds.
func seconds(_ time: Duration) -> Double {
    Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}
