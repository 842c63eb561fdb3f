/// How the styles of a workbook show numbers.
final class StylesReader: XMLReader {
    /// For each style a cell may name, the look of a number in it.
    private(set) var looks: [NumberLook] = []
    private var custom: [Int: NumberLook] = [:]
    private var isInCells = false

    override func start(_ tag: Tag, _ attributes: XMLAttributes) {
        if tag == "numFmt" {
            guard let id = attributes.number("numFmtId"), let code = attributes.string("formatCode") else { return }
            guard custom.count < 10_000 else { return problem = .damaged }
            custom[id] = NumberLook(code: code)
        } else if tag == "cellXfs" {
            isInCells = true
        } else if tag == "xf", isInCells {
            guard looks.count < 100_000 else { return problem = .damaged }
            let id = attributes.number("numFmtId") ?? 0
            looks.append(custom[id] ?? NumberLook(builtIn: id))
        }
    }

    override func end(_ tag: Tag) {
        if tag == "cellXfs" { isInCells = false }
    }
}
