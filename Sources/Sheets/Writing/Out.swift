public import Base

/// What is written into one cell.
public enum Out: Equatable, Sendable {
    /// Always text, never a formula, whatever it begins with. Identity and staff numbers go here.
    case text(String)
    /// Beyond 15 digits, which no spreadsheet keeps, it is written as text.
    case integer(Int)
    case money(Money)
    case day(Day)
    case empty
    /// Text that is wrong: in a workbook the cell is light red and its comment says why; in a CSV the reasons end the
    /// row.
    case flawed(String, reason: String)
}

/// The head of a column, and how its cells are shown and typed into.
public struct Column: Equatable, Sendable {
    /// What its cells hold; text columns keep leading zeros when somebody types into them.
    public enum Kind: Sendable { case text, integer, money, day }

    public let title: String
    /// In characters of the standard font; a Chinese character takes two.
    public let width: Double
    public let kind: Kind

    public init(_ title: String, width: Double = 14, kind: Kind = .text) {
        self.title = title
        self.width = width
        self.kind = kind
    }
}

/// We could not write: the disk is full, the path is wrong. Not the visitor's fault.
public struct SheetFault: Error, Equatable, Sendable {
    /// What was being done.
    public let step: String
    /// The number the library or the system gave.
    public let code: Int
}
