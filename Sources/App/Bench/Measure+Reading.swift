import Sheets
import Threads

extension Measure {
    /// A workbook of 100,000 rows and ten columns, read alone, beside Python's two readers of the same file. Rust's calamine is
    /// the quick one; it holds the whole sheet, we hold a row. Without that Python (see `bin/bench`) there is no comparison.
    static let reading = Measure("read.xlsx") { ground in
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path("members.xlsx")
        let rows = 100_000
        _ = try SheetBench.write(rows: rows, to: path)
        let python = OwnProcess.environment["UNIONHOME_TEST_PYTHON"]
        var ours: [Double] = [], held: [Double] = [], quick: [Double] = [], slow: [Double] = []
        for round in 0..<ground.rounds {
            let found = try readOnce(path)
            ours.append(Double(rows) / found.seconds)
            held.append(found.held)
            guard let python else { continue }
            quick.append(Double(rows) / (try await pythonSeconds(python, "calamine", path)))
            // Twenty times slower than the others, so it is asked once.
            if round == 0 { slow.append(Double(rows) / (try await pythonSeconds(python, "openpyxl", path))) }
        }
        let calamine = quick.isEmpty ? nil : median(quick), openpyxl = slow.isEmpty ? nil : median(slow)
        return [
            Reading(
                measure: "read.xlsx.calamine", value: median(ours), unit: "行/s", baseline: calamine,
                floor: calamine == nil ? nil : 0.5),
            Reading(measure: "read.xlsx.openpyxl", value: median(ours), unit: "行/s", baseline: openpyxl),
            Reading(
                measure: "read.xlsx.memory", value: median(held), unit: "MiB", baseline: 64, floor: 1, isCost: true),
        ]
    }
}

/// How long one reading takes, and how much more the process holds meanwhile.
private func readOnce(_ path: String) throws -> (seconds: Double, held: Double) {
    let before = OwnProcess.memory() ?? 0
    var most = before, count = 0
    let time = try ContinuousClock().measure {
        try SheetFile(path: path).rows { _ in
            count += 1
            if count.isMultiple(of: 10_000) { most = max(most, OwnProcess.memory() ?? 0) }
            return true
        }
    }
    return (seconds(time), Double(most - before) / 1_048_576)
}

/// How long a reader of Python takes for the same file, its start not counted.
private func pythonSeconds(_ python: String, _ reader: String, _ path: String) async throws -> Double {
    let child = try Child(python, ["-c", pythonReading, reader, path])
    let text = await onThread(named: "child") { child.text() }
    _ = await onThread(named: "child") { child.wait() }
    guard let seconds = Double(text.split(whereSeparator: \.isWhitespace).first ?? "") else {
        throw StartProblem("\(reader) 没有读出来：\(text.prefix(200))")
    }
    return seconds
}

private let pythonReading = """
    import sys, time
    reader, path = sys.argv[1:]
    if reader == "calamine":
        from python_calamine import CalamineWorkbook as opened
        begin = time.perf_counter()
        rows = opened.from_path(path).get_sheet_by_index(0).to_python()
        count = len(rows)
    else:
        from openpyxl import load_workbook
        begin = time.perf_counter()
        count = sum(1 for row in load_workbook(path, read_only=True).active.iter_rows(values_only=True))
    print(time.perf_counter() - begin if count == 100001 else "rows: %d" % count)
    """
