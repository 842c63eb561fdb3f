import Sheets

extension Measure {
    /// A table of 20,000 rows and ten columns, written and read.
    static let sheets = Measure("export.xlsx", "import.xlsx") { ground in
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path("members.xlsx")
        let rows = 20_000
        var written: [Double] = [], read: [Double] = []
        for _ in 0..<ground.rounds {
            written.append(Double(rows) / seconds(try SheetBench.write(rows: rows, to: path)))
            read.append(Double(rows) / seconds(try SheetBench.read(path).time))
        }
        return [
            Reading(measure: "export.xlsx", value: median(written), unit: "行/s"),
            Reading(measure: "import.xlsx", value: median(read), unit: "行/s"),
        ]
    }
}

/// A duration in seconds.
func seconds(_ time: Duration) -> Double {
    Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
}
