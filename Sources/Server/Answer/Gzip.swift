import CZlib

/// Compression of answers. Runs on the request's task, never on the thread that moves bytes.
enum Gzip {
    /// Whether a body of this media type is worth it.
    static func shrinks(_ type: String?) -> Bool {
        guard let type = type?.prefix(while: { $0 != ";" }).lowercased() else { return false }
        if type == "text/event-stream" { return false }
        return type.hasPrefix("text/") || type.hasSuffix("+json")
            || ["application/json", "application/javascript", "image/svg+xml"].contains(type)
    }

    /// Whether an `Accept-Encoding` names gzip and does not weigh it with 0.
    static func isAccepted(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.lowercased().split(separator: ",").contains { part in
            let words = part.filter { $0 != " " }.split(separator: ";")
            guard words.first == "gzip" else { return false }
            guard let weight = words.dropFirst().first(where: { $0.hasPrefix("q=") }) else { return true }
            return weight.dropFirst(2).contains { $0 >= "1" && $0 <= "9" }
        }
    }

    /// The bytes as a gzip member at level 5; nil when zlib has no memory.
    static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(&stream, 5, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var isDone = false
        var bytes = bytes
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { space, count in
            bytes.withUnsafeMutableBufferPointer { plain in
                stream.next_in = plain.baseAddress
                stream.avail_in = UInt32(plain.count)
                stream.next_out = space.baseAddress
                stream.avail_out = UInt32(bound)
                isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            count = Int(stream.total_out)
        }
        return isDone ? packed : nil
    }
}
