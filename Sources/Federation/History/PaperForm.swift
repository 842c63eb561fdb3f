import Server
import Web

extension PaperScan {
    /// The largest scan that is taken: 10 MB.
    static let most = 10 << 20

    /// What a file is, by its own first bytes and never by its name.
    static func format(of bytes: [UInt8]) -> Format? {
        if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
        if bytes.starts(with: PNGReading.signature) { return .png }
        return bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? .jpeg : nil
    }

    /// Reads a file that was sent in the field `scan`; nil when none was chosen. Fails beside the field.
    static func read(_ form: Form) throws(Flaws) -> (bytes: [UInt8], format: Format, name: String)? {
        guard let upload = form.upload("scan") else { return nil }
        guard upload.size <= most else {
            throw Flaws("scan", "扫描件有 \(upload.size >> 20) MB，最大 10 MB。请降低扫描的分辨率再试。")
        }
        guard let bytes = try? DiskFile(upload.path).bytes(), bytes.count == upload.size else {
            throw Flaws("scan", "文件没有收完整，请再选一次。")
        }
        guard let format = format(of: bytes) else {
            throw Flaws("scan", "扫描件须是 PDF、PNG 或 JPEG 文件，这个文件不是。")
        }
        return (bytes, format, String(upload.fileName.prefix(120)))
    }
}

extension Shelf {
    /// Puts the scan of a form on the shelf, before the commit of the row that names it.
    func keepScan(of form: Form) throws -> PaperScan? {
        guard let scan = try PaperScan.read(form) else { return nil }
        let mark = try keep(scan.bytes, wall: PaperScan.wall)
        return PaperScan(hash: mark, size: scan.bytes.count, format: scan.format, name: scan.name)
    }
}

extension UnitOrder {
    /// What a form says about the day and the paper. The scan comes apart, because it is a file.
    init(_ check: inout Check, by person: ID<Person>, today: Day, scan: PaperScan? = nil) {
        let day = check.day("on_day", "生效日期")
        if check.flaws["on_day"] == nil, day > today { check.add("on_day", UnitEntry.Problem.inFuture(day).words) }
        self.init(on: day, paper: UnitPaper(&check, today: today, scan: scan), by: person)
    }
}

extension UnitPaper {
    init(_ check: inout Check, today: Day, scan: PaperScan? = nil) {
        let number = check.optionalText("paper", "文号", 60)
        let day = check.optionalDay("paper_day", "文件日期")
        if let day, day > today { check.add("paper_day", "文件日期 \(day) 晚于今天，请核对。") }
        self.init(number: number, day: day, scan: scan)
    }
}

/// The fields for the day an act takes effect, and the paper that orders it.
func orderFields(_ filled: Filled, dayHint: String = "从这一天起算。可以早于今天，补办以前的事。") -> HTML {
    """
    \(field(Field("on_day", "生效日期", .date, isRequired: true, hint: dayHint), filled))
    \(paperFields(filled))
    """
}

/// The paper's number, date and scan.
func paperFields(_ filled: Filled, kept: PaperScan? = nil) -> HTML {
    let scan = Field(
        "scan", "文件扫描件", .file,
        hint: kept.map { "已有“\($0.name)”，选新的会替换它。" }
            ?? (filled.flaws.isEmpty ? "PDF、PNG 或 JPEG，最大 10 MB；以后也可以补。" : "如果刚才选过文件，请再选一次。"),
        accept: ".pdf,.png,.jpg,.jpeg")
    return """
        \(field(Field("paper", "文号", hint: "例如：京教工发〔2024〕12 号", maximum: 60), filled))
        \(field(Field("paper_day", "文件日期", .date), filled))
        \(field(scan, filled))
        """
}
