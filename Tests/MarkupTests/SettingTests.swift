import Testing

@testable import Markup

@Suite("A place in the markup") struct SettingTests {
    /// What may stand behind a literal's beginning.
    enum Guest: String, CaseIterable {
        case words, path, markup, attribute
    }

    private static func guests(after text: String) -> Set<Guest> {
        var setting = Setting()
        setting.read(text)
        var guests: Set<Guest> = []
        if setting.takesWords { guests.insert(.words) }
        if setting.takesPath { guests.insert(.path) }
        if setting.place == .text { guests.insert(.markup) }
        if setting.takesAttribute { guests.insert(.attribute) }
        return guests
    }

    @Test(
        "lets in only what is read there as what it is",
        arguments: [
            ("", [.words, .markup]),
            ("<p>", [.words, .markup]),
            ("<p>a</p>", [.words, .markup]),
            ("<p class=\"", [.words, .path]),
            ("<p class='", [.words, .path]),
            ("<p class=\"a\" ", [.attribute]),
            ("<a href=\"", [.path]),
            ("<a HREF=\"", [.path]),
            ("<img src='", [.path]),
            ("<form method=\"post\" action=\"", [.path]),
            ("<button formaction=\"", [.path]),
            ("<use xlink:href=\"", [.path]),
            ("<img srcset=\"", [.path]),
            ("<object data=\"", [.path]),
            ("<a ping=\"", [.path]),
            ("<div data-url=\"", [.words, .path]),
            ("<p onclick=\"", []),
            ("<p ONCLICK=\"", []),
            ("<p style=\"", []),
            ("<iframe srcdoc=\"", []),
            ("<p class=", []),
            ("<p class=a", []),
            ("<", []),
            ("<p", []),
            ("</", []),
            ("<p data-", []),
            ("<!-- a > b ", []),
            ("<!-- a --> ", [.words, .markup]),
            ("<!DOCTYPE html>", [.words, .markup]),
            ("<script>", []),
            ("<script src=\"/x.js\">", []),
            ("<script>a</script>", [.words, .markup]),
            ("<style>a { b: c } </p>", []),
            ("<STYLE>a</Style>", [.words, .markup]),
            ("<textarea>", [.words, .markup]),
            ("<p title=\"a > b\" ", [.attribute]),
            ("<p title=\"a > b\">", [.words, .markup]),
            ("<p title=\"a ' b", [.words, .path]),
            ("<br/>", [.words, .markup]),
        ] as [(String, Set<Guest>)])
    func places(text: String, expected: Set<Guest>) {
        #expect(Self.guests(after: text) == expected)
    }

    @Test func `is the same however a literal is cut`() {
        let text = "<p class=\"a\" title='b > c'>d<!-- > --><script>e</p></script><a href=\"/f\">g</a>"
        for cut in text.indices {
            var whole = Setting(), parts = Setting()
            whole.read(text)
            parts.read(String(text[..<cut]))
            parts.read(String(text[cut...]))
            #expect(parts.place == whole.place)
        }
    }

    @Test("names no attribute that runs", arguments: ["href", "SRC", "onclick", "style", "srcdoc", "action"])
    func attributes(name: String) {
        #expect(!Setting.takesWords(in: name))
    }
}
