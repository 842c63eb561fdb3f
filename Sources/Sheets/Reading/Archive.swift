import CZip
import Glibc

/// An .xlsx as the archive it is. What it unpacks is counted, and more than the limits allow is refused.
final class Archive {
    private let handle: OpaquePointer
    private let limits: SheetLimits
    private var unpacked = 0

    init(path: String, limits: SheetLimits) throws(SheetProblem) {
        var code: Int32 = 0
        guard let handle = zip_open(path, ZIP_RDONLY, &code) else {
            throw code == ZIP_ER_NOENT || code == ZIP_ER_OPEN ? .unreadable : .damaged
        }
        self.handle = handle
        self.limits = limits
        let count = Int(zip_get_num_entries(handle, 0))
        guard count <= limits.entries else { throw .tooLarge }
    }

    deinit {
        zip_discard(handle)
    }

    func holds(_ name: String) -> Bool { place(of: name) != nil }

    /// Where an entry stands, whatever the case of its name; some programs write its path with backslashes.
    private func place(of name: String) -> UInt64? {
        for spelling in [name, name.replacing("/", with: "\\")] {
            let index = zip_name_locate(handle, spelling, UInt32(ZIP_FL_NOCASE))
            if index >= 0 { return UInt64(index) }
        }
        return nil
    }

    /// Feeds an entry to an XML reader, 64 kB at a time; `afterChunk` may end it by answering false.
    ///
    /// Throws `SheetProblem`, or what `afterChunk` throws.
    func read(_ name: String, into reader: XMLReader, afterChunk: () throws -> Bool = { true }) throws {
        guard let index = place(of: name) else { throw SheetProblem.damaged }
        var facts = zip_stat_t()
        guard zip_stat_index(handle, index, 0, &facts) == 0 else { throw SheetProblem.damaged }
        guard facts.encryption_method == 0 else { throw SheetProblem.encrypted }
        guard let entry = zip_fopen_index(handle, index, 0) else { throw SheetProblem.damaged }
        defer { zip_fclose(entry) }
        let parser = try XMLParser(reader)
        var size = 0
        while true {
            let count = Int(try parser.fill { zip_fread(entry, $0, UInt64($1)) })
            guard count >= 0 else { throw SheetProblem.damaged }
            size += count
            unpacked += count
            let isBomb = size > 16 << 20 && size / max(1, Int(clamping: facts.comp_size)) > limits.ratio
            guard unpacked <= limits.unpackedBytes, !isBomb else { throw SheetProblem.tooLarge }
            try parser.parse(count)
            guard try afterChunk(), count > 0 else { return }
        }
    }

    /// Reads a small entry of the table of contents whole.
    func readContents(_ name: String, into reader: XMLReader) throws(SheetProblem) {
        do {
            try read(name, into: reader)
        } catch let problem as SheetProblem {
            throw problem
        } catch {
            throw .damaged
        }
    }
}
