import CMicroHTTPD

// The library declares its enums closed, so they come without names for their values.

extension MHD_Result {
    static var no: MHD_Result { MHD_Result(rawValue: 0)! }
    static var yes: MHD_Result { MHD_Result(rawValue: 1)! }
}

extension MHD_ValueKind {
    static var header: MHD_ValueKind { MHD_ValueKind(rawValue: 1)! }
}

extension MHD_ResponseMemoryMode {
    static var persistent: MHD_ResponseMemoryMode { MHD_ResponseMemoryMode(rawValue: 0)! }
    static var mustCopy: MHD_ResponseMemoryMode { MHD_ResponseMemoryMode(rawValue: 2)! }
}

/// Answers of a reader of content that are no count.
enum Reader {
    static let end = -1
    static let broken = -2
}
