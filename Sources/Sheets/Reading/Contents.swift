/// Which part of the package each relation names: `_rels/.rels` and its like.
final class RelationsReader: XMLReader {
    /// One relation; `kind` is the last word of its type.
    struct Relation {
        let id: String
        let kind: Substring
        let path: String
    }

    private(set) var all: [Relation] = []
    private let folder: Substring

    /// `folder` is that of the part that has the relations, such as `xl/`.
    init(folder: Substring) {
        self.folder = folder
    }

    override func start(_ tag: Tag, _ attributes: XMLAttributes) {
        guard tag == "Relationship", let id = attributes.string("Id"), let type = attributes.string("Type"),
            let target = attributes.string("Target"), attributes.string("TargetMode") != "External"
        else { return }
        guard all.count < 10_000 else { return problem = .damaged }
        let kind = type.split(separator: "/").last ?? ""
        all.append(Relation(id: id, kind: kind, path: Self.resolved(target, folder)))
    }

    func path(of kind: String) -> String? {
        all.first { $0.kind == kind }?.path
    }

    /// The name of the archive's entry that `target` means.
    static func resolved(_ target: String, _ folder: Substring) -> String {
        let whole = target.hasPrefix("/") ? target[...] : folder + target
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

/// The tabs of a workbook and how it counts its days.
final class ContentsReader: XMLReader {
    private(set) var tabs: [(sheet: SheetFile.Sheet, relation: String)] = []
    private(set) var from1904 = false

    override func start(_ tag: Tag, _ attributes: XMLAttributes) {
        if tag == "workbookPr" { from1904 = attributes.isTrue("date1904") }
        guard tag == "sheet", let name = attributes.string("name"), let relation = attributes.string("id")
        else { return }
        guard tabs.count < 10_000 else { return problem = .damaged }
        let state = attributes.string("state")
        let isHidden = state == "hidden" || state == "veryHidden"
        tabs.append((SheetFile.Sheet(name: name, hidden: isHidden), relation))
    }
}
