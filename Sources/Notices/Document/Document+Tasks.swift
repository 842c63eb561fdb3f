import Federation
import Web

/// What waits at a unit's desk, asked in one statement: papers to be issued, papers that came and are not signed for.
func documentTasks(_ unit: ID<Unit>, _ path: String, _ officer: Officer, _ tx: Transaction) throws -> [DeskTask] {
    let mayIssue = officer.also(.documentIssue)?.reaches(path) ?? false
    guard officer.also(.documentKeep)?.reaches(path) ?? false else { return [] }
    var waiting = (issue: 0, receipt: 0)
    try tx.each(
        """
        SELECT (SELECT count(*) FROM official_document WHERE unit_id = \(unit) AND state = 'review') AS papers,
            (SELECT count(*) FROM document_addressee a JOIN official_document d ON d.id = a.document_id
              WHERE a.unit_id = \(unit) AND a.received_at IS NULL AND d.state = 'issued') AS receipts
        """
    ) { row in waiting = (try row.read("papers"), try row.read("receipts")) }
    var tasks: [DeskTask] = []
    if mayIssue, waiting.issue > 0 {
        tasks.append(
            DeskTask(
                words: "\(waiting.issue) 份公文等您签发", detail: "核对后编号印发", sign: icon("file-earmark-text"), tone: "gui",
                path: Places.documents(unit).with("state", "review")))
    }
    if waiting.receipt > 0 {
        tasks.append(
            DeskTask(
                words: "\(waiting.receipt) 份来文待签收", detail: "读过后签收，发文单位会看到", sign: icon("inbox"), tone: "gui",
                path: Places.received(unit).with("state", "waiting")))
    }
    return tasks
}
