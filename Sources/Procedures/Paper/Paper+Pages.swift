import Server
public import Web

/// The field for files of a case.
public func paperField(_ name: String, _ label: String, hint: String, _ filled: Filled) -> HTML {
    let flaw = filled.flaws[name]
    let again = filled.flaws.isEmpty ? "" : "如果刚才选过文件，请再选一次。"
    return """
        <div class="field wide"><label for="\(name)">\(label)</label>
        <input class="input" id="\(name)" name="\(name)" type="file" multiple accept=".pdf,.png,.jpg,.jpeg" \
        \(attribute: "aria-invalid", flaw == nil ? nil : "true") \
        aria-describedby="\(name)-h\(flaw == nil ? "" : " \(name)-e")">
        <p class="hint" id="\(name)-h">\(hint)PDF、PNG 或 JPEG，每个最大 10 MB，最多 \(Paper.most) 个。\(again)</p>
        \(some: flaw, { "<p class=\"err\" id=\"\(name)-e\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })</div>
        """
}

/// The files of a case as links.
public func paperList(_ papers: [Paper], to place: @escaping (Paper) -> Path) -> HTML {
    guard !papers.isEmpty else { return .none }
    return "<ul class=\"rows\">\(each: papers, { paperLine($0, place($0)) })</ul>"
}

private func paperLine(_ paper: Paper, _ path: Path) -> HTML {
    """
    <li><a class="rowlink" href="\(path)"><span class="ico">\(icon("paperclip"))</span>\
    <span class="t"><b>\(paper.name)</b><small>\(max(1, paper.size >> 10)) KB</small></span></a></li>
    """
}

extension Paper {
    /// The file itself, kept by nobody on the way.
    public func answer(from shelf: Shelf) throws -> Answer {
        var response = Response(200, body: .bytes(try shelf.bytes(of: mark)))
        response.headers.set("Content-Type", media.type)
        response.headers.set("Cache-Control", "no-store")
        response.headers.set("X-Content-Type-Options", "nosniff")
        return .response(response)
    }
}
