/// A reader of XML whose rows wait, once complete, to be handed out.
protocol RowReader: XMLReader {
    /// Rows that are complete and wait to be handed out.
    var ready: [SheetRow] { get set }
    /// What was met so far, counting the rows that were ever ready.
    var remarks: SheetRemarks { get }
}

extension RowReader {
    /// Hands out what waits; false when `body` wants no more.
    func handOut(to body: (SheetRow) throws -> Bool) throws -> Bool {
        for (index, row) in ready.enumerated() {
            guard try body(row) else {
                ready.removeFirst(index + 1)
                return false
            }
        }
        ready.removeAll(keepingCapacity: true)
        return true
    }

    /// What was met, counting the rows that were handed out.
    var told: SheetRemarks {
        var told = remarks
        told.rowCount -= ready.count
        return told
    }
}
