/// A picture of the house's icon set, hidden from readers because the words beside it say the same.
public func icon(_ name: StaticString) -> HTML {
    HTML(trusting: "<svg class=\"i\" aria-hidden=\"true\"><use href=\"/assets/icons.svg#\(name)\"></use></svg>")
}

/// The mark: the open book whose spine is the ridge of a house, with one lit window.
public let mark = HTML(
    trusting: """
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><path d="M3.500 15 16 5.700 28.500 15" fill="none" \
        stroke="currentColor" stroke-width="2.700" stroke-linecap="round" stroke-linejoin="round"></path>\
        <path d="M7 18.200 16 11.500l9 6.700v8.300c-3.400-1.600-6.300-1.500-9 .6-2.700-2.100-5.600-2.200-9-.6z" \
        fill="currentColor"></path><path d="M16 17v9" stroke="#0c3a36" stroke-width="1.700" stroke-linecap="round"></path>\
        <circle cx="16" cy="16.400" r="2.200" fill="#f0b941"></circle></svg>
        """)

/// Squares of a QR code or another picture made by `Press`, as one path in a square of `size` modules.
///
/// Only the characters of path data are let through.
public func squares(path: String, size: Int, label: String) -> HTML {
    let isPathData = path.utf8.allSatisfy { "MmHhVvLlZz0123456789 .,-".utf8.contains($0) }
    guard isPathData else { return .none }
    var words = ""
    escape(label, into: &words)
    return HTML(
        trusting: """
            <svg class="qr" viewBox="0 0 \(size) \(size)" role="img" aria-label="\(words)" shape-rendering="crispEdges">\
            <path fill="currentColor" d="\(path)"></path></svg>
            """)
}

/// The drawing above an empty list.
public let emptyHouse = HTML(
    trusting: """
        <svg class="pic" viewBox="0 0 96 72" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" \
        stroke-linecap="round" stroke-linejoin="round"><path d="M12 36 48 12l36 24M22 32v28h52V32M40 60V44h16v16M30 40h6\
        M60 40h6M8 60h80"></path><path d="M66 16v-6h6v10" opacity=".5"></path></svg>
        """)
