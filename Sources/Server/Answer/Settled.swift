/// An answer made ready for one request: validators compared, range cut, text compressed.
struct Settled {
    enum Payload {
        case none
        case bytes([UInt8])
        case file(OpenFile, Range<Int>)
        case stream(Stream)
    }

    var status: Int
    var headers: Headers
    var payload = Payload.none

    init(_ response: Response, for method: Method, _ asked: Headers) {
        status = response.status
        headers = response.headers
        switch response.body {
        case .none: break
        case .stream(let stream): payload = .stream(stream)
        case .bytes(let bytes): settle(bytes, isTagged: response.isTagged && method.isSafe && status == 200, asked)
        case .file(let file): settle(file, for: method, asked)
        }
    }

    private mutating func settle(_ bytes: [UInt8], isTagged: Bool, _ asked: Headers) {
        var shrinks = false
        if bytes.count > 1024, headers["Content-Encoding"] == nil, Gzip.shrinks(headers["Content-Type"]) {
            headers.add("Vary", "Accept-Encoding")
            shrinks = Gzip.isAccepted(asked["Accept-Encoding"])
        }
        if isTagged {
            let tag = EntityTag(of: bytes, isCompressed: shrinks)
            headers.set("ETag", tag.quoted)
            if let known = asked["If-None-Match"], tag.stands(in: known) {
                becomeNotModified()
                return
            }
        }
        guard shrinks, let small = Gzip.compressed(bytes), small.count < bytes.count else {
            payload = .bytes(bytes)
            return
        }
        headers.add("Content-Encoding", "gzip")
        payload = .bytes(small)
    }

    private mutating func settle(_ content: FileContent, for method: Method, _ asked: Headers) {
        var file = OpenFile(content.path)
        var isCompressed = false
        if Gzip.shrinks(content.contentType), let small = OpenFile(content.path + ".gz") {
            headers.add("Vary", "Accept-Encoding")
            if Gzip.isAccepted(asked["Accept-Encoding"]), asked["Range"] == nil {
                file = small
                isCompressed = true
            }
        }
        guard let file else {
            self = Settled(.problem(404), for: method, asked)
            return
        }
        let tag = EntityTag(content.tag ?? file.tag, isCompressed: isCompressed)
        describe(content, file, tag, isCompressed: isCompressed)
        guard status == 200, method.isSafe else {
            payload = .file(file, 0..<file.size)
            return
        }
        if isKnown(tag, file.modified, asked) {
            becomeNotModified()
        } else {
            cut(file, tag, method == .get ? asked : Headers())
        }
    }

    private mutating func describe(_ content: FileContent, _ file: OpenFile, _ tag: EntityTag, isCompressed: Bool) {
        headers.set("Content-Type", content.contentType)
        headers.set("ETag", tag.quoted)
        headers.set("Last-Modified", file.modified)
        headers.set("Accept-Ranges", "bytes")
        if isCompressed { headers.set("Content-Encoding", "gzip") }
        if let name = content.downloadName {
            headers.set("Content-Disposition", "attachment; \(FileName.field(name))")
        }
    }

    private func isKnown(_ tag: EntityTag, _ modified: String, _ asked: Headers) -> Bool {
        if let known = asked["If-None-Match"] { return tag.stands(in: known) }
        return asked["If-Modified-Since"] == modified
    }

    private mutating func cut(_ file: OpenFile, _ tag: EntityTag, _ asked: Headers) {
        let whole = 0..<file.size
        payload = .file(file, whole)
        guard let range = asked["Range"] else { return }
        if let condition = asked["If-Range"], condition != tag.quoted, condition != file.modified { return }
        switch ByteRange(range, of: file.size) {
        case .whole: break
        case .part(let part):
            status = 206
            headers.set("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)")
            payload = .file(file, part)
        case .outside:
            self = Settled(.problem(416), for: .get, asked)
            headers.set("Content-Range", "bytes */\(file.size)")
        }
    }

    private mutating func becomeNotModified() {
        status = 304
        headers.set("Content-Type", nil)
        payload = .none
    }
}
