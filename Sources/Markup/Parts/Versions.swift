public import Base

/// One field of which there are two versions: what is on file, and what was typed here; or what each of two files says.
public struct Version: Sendable {
    public let name: String
    public let label: String
    let onFile: String
    let mine: String
    /// What the form began with; nil where that is not known.
    let began: String?
    let onFileWords: String
    let mineWords: String

    /// The values are as a form sends them; the words, where they differ, are what a person reads.
    public init(
        _ name: String, _ label: String, onFile: String, mine: String, began: String? = nil, onFileWords: String? = nil,
        mineWords: String? = nil
    ) {
        self.name = name
        self.label = label
        self.onFile = onFile
        self.mine = mine
        self.began = began
        self.onFileWords = onFileWords ?? onFile
        self.mineWords = mineWords ?? mine
    }

    public var differs: Bool { onFile != mine }
    public var isEmpty: Bool { onFile.isEmpty && mine.isEmpty }
    /// What the one on file says, as it is read.
    public var words: String { onFileWords }

    /// Which is chosen before anybody chose: what was typed, unless it is what the form began with.
    public var usual: VersionChoice { mine == began ? .onFile : .mine }
}

/// Which of two versions a field takes.
public enum VersionChoice: String, Sendable, CaseIterable {
    case onFile = "theirs"
    case mine
}

/// What a form says whose content somebody else changed after it was opened. Thrown as a flaw of no field; the page that is
/// drawn again shows `versions` and sends the version of now.
public enum Overtaken {
    public static let words = "您打开这一页之后，有人改过同一份内容。请对照两个版本，选好再保存；您填的都还在。"

    public static var flaws: Flaws { Flaws("", words) }

    /// The name of the field that says which version a field takes.
    public static func choice(of field: String) -> String { "keep.\(field)" }

    /// The name of the field that carries what a field began with.
    public static func beginning(of field: String) -> String { "was.\(field)" }

    /// Hidden fields that carry what the form began with: what is on file, or what was carried so far.
    public static func beginnings(_ onFile: [String: String], _ filled: Filled, isSent: Bool) -> HTML {
        let all = onFile.keys.sorted().map { name in
            (name: name, value: isSent ? filled[beginning(of: name)] : onFile[name] ?? "")
        }
        return "\(each: all, { hidden(beginning(of: $0.name), $0.value) })"
    }
}

extension Filled {
    /// Whether somebody else saved meanwhile, now or on an earlier try whose comparison is still open.
    public func isOvertaken(comparing fields: some Sequence<String>) -> Bool {
        flaws[""] == Overtaken.words || fields.contains { !self[Overtaken.choice(of: $0)].isEmpty }
    }
}

/// The fields that differ, both versions of each side by side, one of them chosen. It stands inside the form that saves.
///
/// `who` is whose version is on file and when it was written. Fields that agree are not shown.
public func versions(_ all: [Version], by who: String?, _ filled: Filled) -> HTML {
    let differing = all.filter(\.differs)
    guard !differing.isEmpty else { return note("现在登记的和您填的一样，不用再改。", .done) }
    let whose = who.map { "现在登记的（\($0)）" } ?? "现在登记的"
    return """
        <div class="versions">\(each: differing, {
            versionChoice($0, heads: (onFile: whose, mine: "您填的"), chosen: filled[Overtaken.choice(of: $0.name)])
        })</div>
        """
}

/// One field with both its versions as a choice of two. `chosen` is what was chosen before, if anything was.
public func versionChoice(_ version: Version, heads: (onFile: String, mine: String), chosen: String) -> HTML {
    let choice = VersionChoice(rawValue: chosen) ?? version.usual
    return """
        <fieldset class="field"><legend>\(version.label)</legend><div class="two">\
        \(face(version, .onFile, heads.onFile, version.onFileWords, isChosen: choice == .onFile))\
        \(face(version, .mine, heads.mine, version.mineWords, isChosen: choice == .mine))</div></fieldset>
        """
}

private func face(_ version: Version, _ choice: VersionChoice, _ head: String, _ words: String, isChosen: Bool) -> HTML
{
    """
    <label class="pick"><input type="radio" name="\(Overtaken.choice(of: version.name))" value="\(choice.rawValue)" \
    \(flag: "checked", isChosen)><span class="face"><small>\(head)</small>\
    <b>\(words.isEmpty ? "（空）" : words)</b></span></label>
    """
}
