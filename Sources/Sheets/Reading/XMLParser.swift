import CExpat
import Glibc

/// Expat over chunks. Any document type ends it, so there are no entities to expand and no files to fetch.
final class XMLParser {
    private static let chunkSize: Int32 = 64 << 10
    /// Bytes that may pass without an event: a longer token is an attack, for expat reads it again with each chunk.
    private static let longestToken = 1 << 20

    private let parser: XML_Parser
    private let state: State

    /// What the callbacks share with the parser.
    private final class State {
        let reader: XMLReader
        let parser: XML_Parser
        var isQuiet = true
        var isForbidden = false
        var depth = 0

        init(_ reader: XMLReader, _ parser: XML_Parser) {
            (self.reader, self.parser) = (reader, parser)
        }

        static func of(_ data: UnsafeMutableRawPointer?) -> State {
            Unmanaged<State>.fromOpaque(data!).takeUnretainedValue()
        }

        func stopIfWrong() {
            if reader.problem != nil { XML_StopParser(parser, 0) }
        }
    }

    private var quietBytes = 0

    /// `encoding` overrules what the file says of itself.
    init(_ reader: XMLReader, encoding: String? = nil) throws(SheetProblem) {
        guard let parser = XML_ParserCreate(encoding) else { throw .tooLarge }
        self.parser = parser
        state = State(reader, parser)
        XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
        XML_SetElementHandler(
            parser,
            { data, name, attributes in
                let state = State.of(data)
                state.isQuiet = false
                state.depth += 1
                if state.depth > 100 { state.reader.problem = .damaged }
                state.reader.start(Tag(name!), XMLAttributes(attributes!))
                state.stopIfWrong()
            },
            { data, name in
                let state = State.of(data)
                state.isQuiet = false
                state.depth -= 1
                state.reader.end(Tag(name!))
                state.stopIfWrong()
            })
        XML_SetCharacterDataHandler(parser) { data, bytes, count in
            let state = State.of(data)
            state.isQuiet = false
            state.reader.text(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
            state.stopIfWrong()
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            let state = State.of(data)
            state.isForbidden = true
            XML_StopParser(state.parser, 0)
        }
    }

    deinit {
        XML_ParserFree(parser)
    }

    /// Lets `source` fill the next chunk and answers how much it gave.
    func fill(_ source: (UnsafeMutableRawPointer, Int) -> Int64) throws(SheetProblem) -> Int64 {
        guard let space = XML_GetBuffer(parser, Self.chunkSize) else { throw .tooLarge }
        return source(space, Int(Self.chunkSize))
    }

    /// Reads a chunk that lies elsewhere; an empty one is the end.
    func parse(_ chunk: [UInt8]) throws(SheetProblem) {
        var rest = chunk[...]
        repeat {
            let piece = rest.prefix(Int(Self.chunkSize))
            rest = rest.dropFirst(piece.count)
            _ = try fill { space, _ in
                piece.withUnsafeBytes {
                    space.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(space), byteCount: $0.count)
                }
                return Int64(piece.count)
            }
            try parse(piece.count)
        } while !rest.isEmpty
    }

    /// Reads the chunk just filled; of no bytes, it is the end.
    func parse(_ count: Int) throws(SheetProblem) {
        state.isQuiet = true
        let status = XML_ParseBuffer(parser, Int32(count), count == 0 ? 1 : 0)
        if let problem = state.reader.problem { throw problem }
        guard !state.isForbidden else { throw .forbiddenDeclaration }
        guard status == XML_STATUS_OK else { throw .damaged }
        quietBytes = state.isQuiet ? quietBytes + count : 0
        guard quietBytes <= Self.longestToken else { throw .damaged }
    }
}
