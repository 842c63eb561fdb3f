import CMicroHTTPD

// What the library calls, on its own threads. Each finds its object behind the pointer and passes on; none captures.

private func connection(_ pointer: UnsafeMutableRawPointer?) -> Connection? {
    pointer.map { Unmanaged<Connection>.fromOpaque($0).takeUnretainedValue() }
}

/// A connection was opened (0) or closed (1). The library's socket pointer holds the one reference of its own.
func noticeConnection(
    _ closure: UnsafeMutableRawPointer?, _ wire: OpaquePointer?,
    _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_ConnectionNotificationCode
) {
    guard let closure, let wire, let context else { return }
    if code.rawValue == 0 {
        let server = Unmanaged<Server>.fromOpaque(closure).takeUnretainedValue()
        let connection = Connection(wire, socket: mhd_socket(wire), peer: Listener.address(mhd_peer(wire)), of: server)
        context.pointee = Unmanaged.passRetained(connection).toOpaque()
        connection.opened()
    } else if let pointer = context.pointee {
        context.pointee = nil
        let connection = Unmanaged<Connection>.fromOpaque(pointer).takeRetainedValue()
        connection.closed()
    }
}

/// The request line has come. What it answers stands for the request in the calls that follow.
func readTarget(
    _ closure: UnsafeMutableRawPointer?, _ uri: UnsafePointer<CChar>?, _ wire: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let uri, let wire, let pointer = mhd_socket_context(wire) else { return nil }
    connection(pointer)?.began(uri)
    return pointer
}

/// The head has come, or a piece of body, or the end of it, or the connection was resumed.
func accessRequest(
    _ closure: UnsafeMutableRawPointer?, _ wire: OpaquePointer?, _ url: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ piece: UnsafePointer<CChar>?,
    _ size: UnsafeMutablePointer<Int>?, _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let connection = connection(context?.pointee), let method, let version, let size else { return .no }
    let bytes = UnsafeRawBufferPointer(start: piece, count: piece == nil ? 0 : size.pointee)
    size.pointee = 0
    return connection.went(on: method, version, bytes) ? .yes : .no
}

/// The answer was sent, or will never be.
func completeRequest(
    _ closure: UnsafeMutableRawPointer?, _ wire: OpaquePointer?,
    _ context: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ code: MHD_RequestTerminationCode
) {
    connection(context?.pointee)?.completed(isWell: code.rawValue == 0)
    context?.pointee = nil
}

/// One header field.
func gatherHeader(
    _ closure: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?, _ nameSize: Int,
    _ value: UnsafePointer<CChar>?, _ valueSize: Int
) -> MHD_Result {
    guard let closure, let name else { return .no }
    closure.assumingMemoryBound(to: Headers.self).pointee.add(
        bytes(name, nameSize), value.map { bytes($0, valueSize) } ?? UnsafeBufferPointer(start: nil, count: 0))
    return .yes
}

private func bytes(_ text: UnsafePointer<CChar>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: count)
}

/// A piece of one field of a form.
func gatherField(
    _ closure: UnsafeMutableRawPointer?, _ kind: MHD_ValueKind, _ name: UnsafePointer<CChar>?,
    _ fileName: UnsafePointer<CChar>?, _ type: UnsafePointer<CChar>?, _ encoding: UnsafePointer<CChar>?,
    _ data: UnsafePointer<CChar>?, _ offset: UInt64, _ size: Int
) -> MHD_Result {
    guard let closure, let name else { return .no }
    let sheet = Unmanaged<FormSheet>.fromOpaque(closure).takeUnretainedValue()
    let piece = UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size)
    return sheet.take(piece, at: offset, name: name, fileName: fileName, type: type) ? .yes : .no
}

/// The next bytes of a stream.
func readStream(
    _ closure: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int
) -> Int {
    guard let closure else { return Reader.broken }
    let tap = Unmanaged<Tap>.fromOpaque(closure).takeUnretainedValue()
    return tap.draw(into: UnsafeMutableRawBufferPointer(start: buffer, count: size))
}

/// The stream's response is gone.
func releaseTap(_ closure: UnsafeMutableRawPointer?) {
    if let closure { Unmanaged<Tap>.fromOpaque(closure).release() }
}
