import Web

/// A person's picture at the head of their facts, if there is one.
func portrait(_ photograph: Photograph?, of name: String, at path: Path) -> HTML {
    guard let photograph else { return .none }
    return """
        <img class="portrait" src="\(path)" alt="\(name)的照片" width="\(photograph.width)" height="\(photograph.height)">
        """
}

/// What a page about a photograph shows, for its person or for an officer.
struct PhotographPage: Sendable {
    let name: String
    let isOwn: Bool
    let photograph: Photograph?
    let consent: Consent?
    let crumbs: [Crumb]
    /// The picture itself, the form, and the withdrawal.
    let picture: Path
    let sending: Path
    let withdrawal: Path

    func drawn(_ filled: Filled) -> HTML {
        """
        \(flawSummary(filled.flaws))\(pageHead(isOwn ? "我的照片" : "\(name)的照片", crumbs: crumbs))
        <div class="stack narrow">\(if: photograph != nil, present)
        \(card(photograph == nil ? "上传照片" : "换一张", id: "h-send", form(to: sending, isMultipart: true, fields(filled))))
        </div>
        """
    }

    private var present: HTML {
        let words =
            isOwn
            ? "撤回后照片立即销毁，以后可以再上传；其他权利和服务不受影响。" : "本人要求撤回，或照片不是本人，就在这里销毁。本人可以看到。"
        return card(
            "现在的照片", id: "h-now",
            """
            <div class="stack-s">\(portrait(photograph, of: name, at: picture))
            \(some: consent, consentLine)<p class="hint">\(words)</p>
            <div>\(action(isOwn ? "撤回同意并销毁照片" : "登记撤回并销毁照片", to: withdrawal, className: "btn danger"))</div></div>
            """)
    }

    private func consentLine(_ consent: Consent) -> HTML {
        "<p>\(consent.givenOn.description) 同意（\(consent.way.words)，第 \(consent.version) 版）</p>"
    }

    private func fields(_ filled: Filled) -> HTML {
        let file = Field(
            "file", "照片", .file, isRequired: true, hint: "JPEG 或 PNG，不超过 8 MB。拍摄地点等附带信息不会保存。",
            accept: "image/jpeg,image/png")
        return """
            \(field(file, filled))\(if: consent == nil, asking(filled))
            <div class="row"><button class="btn primary">\(icon("upload"))上传</button></div>
            """
    }

    private func asking(_ filled: Filled) -> HTML {
        let flaw = filled.flaws["consent"]
        let ways = Consent.Way.told.map { (value: $0.rawValue, words: $0.words) }
        let told: HTML = """
            \(select(Field("way", "本人怎样同意的", isRequired: true), ways, empty: "请选择", filled))
            \(field(Field("given_on", "同意的日期", .date, isRequired: true), filled))
            """
        return """
            <fieldset class="field" id="consent"><legend>单独同意</legend>
            <p>\(Consent.words(of: Consent.current))（第 \(Consent.current) 版）</p>\(if: !isOwn, told)
            \(checkBox("consent", isOwn ? "我同意" : "我已向本人说明以上内容，本人同意", filled))
            \(some: flaw, { "<p class=\"err\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })
            </fieldset>
            """
    }
}
