import CMicroHTTPD
import Glibc

/// A form while it comes in, piece by piece through the library's post processor.
final class FormSheet {
    private let settings: ServerSettings
    private var processor: OpaquePointer?
    private var submission = Submission()
    private var name = ""
    private var value: [UInt8] = []
    private var isOpen = false
    private var weight = 0
    private var spooling: SpoolFile?
    private var refusal: Intake.Refusal?

    /// Nil when the head does not describe a form.
    init?(on wire: OpaquePointer, _ settings: ServerSettings) {
        self.settings = settings
        let this = Unmanaged.passUnretained(self).toOpaque()
        guard let processor = MHD_create_post_processor(wire, 8 << 10, gatherField, this) else { return nil }
        self.processor = processor
    }

    deinit {
        if let processor { MHD_destroy_post_processor(processor) }
    }

    /// Nil as long as the form is acceptable.
    func take(_ piece: UnsafeRawBufferPointer) -> Intake.Refusal? {
        guard let processor else { return .bad }
        let text = piece.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard MHD_post_process(processor, text, piece.count) == .yes else { return refusal ?? .bad }
        return refusal
    }

    func finish() -> Result<Submission, Intake.Refusal> {
        // The last value of a urlencoded form comes only now.
        if let processor, MHD_destroy_post_processor(processor) != .yes { refusal = refusal ?? .bad }
        processor = nil
        close()
        if let refusal { return .failure(refusal) }
        return .success(submission)
    }

    /// Takes a piece of one field; a piece at offset 0 begins a new one. False refuses the form.
    func take(
        _ piece: UnsafeRawBufferPointer, at offset: UInt64, name: UnsafePointer<CChar>,
        fileName: UnsafePointer<CChar>?, type: UnsafePointer<CChar>?
    ) -> Bool {
        if offset == 0 { open(name, fileName, type) }
        guard refusal == nil else { return false }
        if let spooling {
            if !spooling.write(piece) { refusal = Intake.Refusal(status: 507) }
        } else {
            weight += piece.count
            value.append(contentsOf: piece)
            if weight > settings.bodyLimit { refusal = .tooLarge }
        }
        return refusal == nil
    }

    private func open(_ name: UnsafePointer<CChar>, _ fileName: UnsafePointer<CChar>?, _ type: UnsafePointer<CChar>?) {
        close()
        guard let name = String(validatingCString: name) else { return refusal = .bad }
        weight += name.utf8.count
        self.name = name
        isOpen = true
        if submission.fields.count + submission.uploads.count >= settings.fieldLimit { refusal = .tooLarge }
        guard let fileName else { return }
        spooling = SpoolFile(
            in: settings.spool, field: name, fileName: String(cString: fileName),
            contentType: type.map { String(cString: $0) } ?? "application/octet-stream")
        if spooling == nil { refusal = Intake.Refusal(status: 507) }
    }

    private func close() {
        guard isOpen else { return }
        isOpen = false
        defer {
            value = []
            spooling = nil
        }
        if let spooling {
            if let upload = spooling.finished() { submission.uploads.append(upload) }
        } else if value.contains(0) {
            refusal = refusal ?? .bad
        } else if let text = String(validating: value, as: UTF8.self) {
            submission.fields.append((name, text))
        } else {
            refusal = refusal ?? .bad
        }
    }
}

/// A file in the spool folder while it is written. Deleted unless it was finished.
final class SpoolFile {
    private let path: String
    private let field: String
    private let fileName: String
    private let contentType: String
    private var descriptor: Int32
    private var size = 0

    /// Nil when the file cannot be made.
    init?(in folder: String, field: String, fileName: String, contentType: String) {
        let random = Spool.freshName()
        path = "\(folder)/\(random)"
        self.field = field
        self.fileName = fileName.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        self.contentType = contentType
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(path)
    }

    func write(_ piece: UnsafeRawBufferPointer) -> Bool {
        var rest = piece
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, start, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            size += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    /// The upload, or nil for a file field that was left empty.
    func finished() -> Upload? {
        if fileName.isEmpty && size == 0 { return nil }
        close(descriptor)
        descriptor = -1
        return Upload(field: field, fileName: fileName, contentType: contentType, size: size, path: path)
    }
}
