/// The table of contents of an .xlsx: its tabs, where their rows stand, which styles are dates.
struct Workbook: Sendable {
    let sheets: [SheetFile.Sheet]
    private let path: String
    private let limits: SheetLimits
    private let sheetPaths: [String]
    private let stringsPath: String?
    private let styles: NumberStyles

    init(path: String, limits: SheetLimits) throws(SheetProblem) {
        let archive = try Archive(path: path, limits: limits)
        let home = try Self.home(in: archive)
        let folder = home.lastIndex(of: "/").map { home[...$0] } ?? ""
        let contents = ContentsReader()
        try archive.readContents(home, into: contents)
        let relations = RelationsReader(folder: folder)
        try archive.readContents("\(folder)_rels/\(home.dropFirst(folder.count)).rels", into: relations)
        let styles = StylesReader()
        if let place = relations.path(of: "styles"), archive.holds(place) {
            try archive.readContents(place, into: styles)
        }
        let tabs = contents.tabs.compactMap { tab in
            relations.all.first { $0.id == tab.relation && $0.kind == "worksheet" }.map { (tab.sheet, $0.path) }
        }
        guard !tabs.isEmpty else { throw .missingSheet }
        sheets = tabs.map(\.0)
        sheetPaths = tabs.map(\.1)
        let strings = relations.path(of: "sharedStrings")
        stringsPath = strings.flatMap { archive.holds($0) ? $0 : nil }
        self.styles = NumberStyles(looks: styles.looks, from1904: contents.from1904)
        (self.path, self.limits) = (path, limits)
    }

    /// Gathers the strings that the sheets share.
    func strings() throws -> SharedStrings {
        let shared = SharedStringsReader(limits: limits)
        if let stringsPath { try Archive(path: path, limits: limits).read(stringsPath, into: shared) }
        return shared.strings
    }

    func rows(sheet: Int, strings: SharedStrings, _ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        let archive = try Archive(path: path, limits: limits)
        guard archive.holds(sheetPaths[sheet]) else { throw SheetProblem.missingSheet }
        let reader = RowsReader(values: CellValues(strings: strings, styles: styles), limits: limits)
        try archive.read(sheetPaths[sheet], into: reader) { try reader.handOut(to: body) }
        return reader.told
    }

    /// Where the workbook itself stands; if it is none that we read, what it is instead.
    private static func home(in archive: Archive) throws(SheetProblem) -> String {
        if archive.holds("content.xml"), archive.holds("META-INF/manifest.xml") { throw .openDocument }
        guard archive.holds("_rels/.rels") else { throw .notASheet }
        let relations = RelationsReader(folder: "")
        try archive.readContents("_rels/.rels", into: relations)
        guard let home = relations.path(of: "officeDocument"), archive.holds(home) else { throw .notASheet }
        if home.hasSuffix(".bin") { throw .binaryExcel }
        guard home.hasSuffix(".xml"), !home.contains("word/"), !home.contains("ppt/") else { throw .notASheet }
        return home
    }
}
