public import Base

/// Why a file cannot be read as a sheet, and what the person who sent it can do.
public enum SheetProblem: Explained, Equatable {
    /// It is not there, or may not be opened.
    case unreadable
    /// Not a byte in it, or not a row.
    case empty
    /// A workbook older than Excel 95.
    case oldExcel
    /// A binary workbook (.xlsb).
    case binaryExcel
    /// A workbook of OpenDocument (.ods).
    case openDocument
    /// A web page or XML without a table, that bears the name of a workbook.
    case webPage
    /// It opens with a password.
    case encrypted
    /// Something else: a picture, a PDF, a letter.
    case notASheet
    /// Cut off, corrupted, or breaking the rules of its format.
    case damaged
    /// It declares a document type or entities, which no spreadsheet program writes.
    case forbiddenDeclaration
    /// It unpacks to more than the limits allow.
    case tooLarge
    /// A row holds values beyond the allowed columns.
    case tooWide(row: Int)
    /// More rows than allowed.
    case tooManyRows
    /// One cell holds more text than allowed.
    case cellTooLong(row: Int)
    /// A quotation mark in the text file is never closed.
    case openQuote(row: Int)
    /// The text is neither UTF-8 nor GB18030.
    case unknownEncoding
    /// There is no sheet of that number, or no sheet at all.
    case missingSheet

    public var words: String {
        switch self {
        case .unreadable: "文件无法打开，请重新上传。"
        case .empty: "文件是空的，请检查后重新上传。"
        case .oldExcel: "这是很旧的 Excel 格式（Excel 4.0 或更早）。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"
        case .binaryExcel: "这是二进制工作簿（.xlsb）。请用 Excel 打开，另存为 .xlsx 后再上传。"
        case .openDocument: "这是 OpenDocument 表格（.ods）。请打开后另存为 .xlsx 再上传。"
        case .webPage: "这个文件其实是网页，里面没有表格。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"
        case .encrypted: "文件设有打开密码。请先去掉密码，保存后再上传。"
        case .notASheet: "这不是可以识别的表格。请上传 .xlsx、.xls 或 .csv 文件。"
        case .damaged: "文件不完整或已损坏。请用 Excel 或 WPS 打开并重新保存，再上传一次。"
        case .forbiddenDeclaration: "文件里含有表格不应有的内容，为安全起见没有读取。请用 Excel 或 WPS 重新保存后再上传。"
        case .tooLarge: "文件展开后过大。请删去图片和多余的工作表，或分成几个文件上传。"
        case .tooWide(let row): "第 \(row) 行的列数过多。请删去表格右侧多余的列后再上传。"
        case .tooManyRows: "表格的行数过多。请分成几个文件上传。"
        case .cellTooLong(let row): "第 \(row) 行有单元格的内容过长。请缩短后再上传。"
        case .openQuote(let row): "第 \(row) 行的英文引号没有成对。请补上或删去引号后再上传。"
        case .unknownEncoding: "文件的文字编码无法识别。请另存为“CSV UTF-8”或 .xlsx 后再上传。"
        case .missingSheet: "文件里没有要读的工作表。请检查后再上传。"
        }
    }
}
