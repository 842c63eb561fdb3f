/// Reads a page more strictly than a browser does.
public enum Soundness {
    /// What is wrong with it: tags that do not close, ids twice, a page without one `h1`, fields without a label, pictures
    /// without words, styles or scripts within.
    public static func flaws(of html: String) -> [String] {
        let all = pieces(of: html)
        return balance(all) + identity(all) + labels(all) + inline(all)
    }

    /// Tags whose end may be left out are not used in this house, so every end must match.
    private static func balance(_ all: [Piece]) -> [String] {
        var open: [String] = []
        for piece in all {
            switch piece {
            case .open(let name, _) where !voids.contains(name): open.append(name)
            case .close(let name):
                guard open.last == name else { return ["</\(name)> closes <\(open.last ?? "nothing")>"] }
                open.removeLast()
            default: continue
            }
        }
        return open.isEmpty ? [] : ["never closed: \(open.joined(separator: " "))"]
    }

    private static func identity(_ all: [Piece]) -> [String] {
        var flaws: [String] = [], ids: Set<String> = [], heads = 0
        for case .open(let name, let attributes) in all {
            if name == "h1" { heads += 1 }
            if let id = attributes["id"], !ids.insert(id).inserted { flaws.append("id \(id) twice") }
        }
        if heads != 1 { flaws.append("\(heads) h1") }
        for case .open(let name, let attributes) in all {
            for key in ["aria-labelledby", "aria-describedby", "for"] {
                for id in (attributes[key] ?? "").split(separator: " ") where !ids.contains(String(id)) {
                    flaws.append("<\(name)> \(key) names \(id), which is not there")
                }
            }
        }
        return flaws
    }

    private static func labels(_ all: [Piece]) -> [String] {
        var flaws: [String] = [], labelled: Set<String> = [], depth = 0
        for case .open("label", let attributes) in all { if let id = attributes["for"] { labelled.insert(id) } }
        for piece in all {
            switch piece {
            case .open("label", _): depth += 1
            case .close("label"): depth -= 1
            case .open(let name, let attributes) where ["input", "select", "textarea"].contains(name):
                let isHidden = attributes["type"] == "hidden"
                let hasLabel = depth > 0 || attributes["aria-label"] != nil || labelled.contains(attributes["id"] ?? "")
                if !isHidden, !hasLabel { flaws.append("<\(name) name=\(attributes["name"] ?? "")> has no label") }
            case .open("img", let attributes) where attributes["alt"] == nil: flaws.append("<img> without alt")
            default: continue
            }
        }
        return flaws
    }

    private static func inline(_ all: [Piece]) -> [String] {
        all.compactMap { piece in
            guard case .open(let name, let attributes) = piece else { return nil }
            if name == "style" || attributes["style"] != nil { return "<\(name)> with a style of its own" }
            if let handler = attributes.keys.first(where: { $0.hasPrefix("on") }) { return "<\(name)> with \(handler)" }
            return nil
        }
    }
}
