import CSQLite
import Glibc
import Synchronization

/// The system's files with another sync: slower, or failing. For benches and tests.
public enum ShimFileSystem {
    /// What stands in for a sync; it calls `ShimFileSystem.sync` for the real one.
    typealias Sync = @convention(c) (UnsafeMutablePointer<sqlite3_file>?, Int32) -> Int32

    /// Registers `slow`, whose every sync takes 3 ms longer: a plain disk where this machine has a fast one. Gives the
    /// name.
    public static func registerSlow() -> String {
        register("slow") { file, flags in
            usleep(3000)
            return ShimFileSystem.sync(file, flags)
        }
        return "slow"
    }

    /// The table of methods that the system's files had before ours.
    ///
    /// Set under `lock` before the file that could call `sync` is handed out. Their sync is the same for every kind of
    /// file.
    nonisolated(unsafe) private static var original: UnsafePointer<sqlite3_io_methods>?
    private static let lock = Mutex(())

    /// One file system of ours: its sync, and its tables, one for each of the system's, which has several kinds of
    /// file.
    private final class Shim {
        let sync: Sync
        let system: UnsafeMutablePointer<sqlite3_vfs>
        var methods: [UnsafePointer<sqlite3_io_methods>: UnsafePointer<sqlite3_io_methods>] = [:]

        init(sync: @escaping Sync, system: UnsafeMutablePointer<sqlite3_vfs>) {
            self.sync = sync
            self.system = system
        }
    }

    /// Registers a file system under a name, for the life of the process; a second time does nothing.
    static func register(_ name: String, sync: @escaping Sync) {
        lock.withLock { _ in
            guard sqlite3_vfs_find(name) == nil, let system = sqlite3_vfs_find(nil) else { return }
            let ours = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
            ours.initialize(to: system.pointee)
            ours.pointee.zName = UnsafePointer(strdup(name))
            ours.pointee.pNext = nil
            ours.pointee.pAppData = Unmanaged.passRetained(Shim(sync: sync, system: system)).toOpaque()
            ours.pointee.xOpen = openShim
            sqlite3_vfs_register(ours, 0)
        }
    }

    /// The real sync.
    static func sync(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
        original?.pointee.xSync(file, flags) ?? SQLITE_IOERR
    }

    /// Opens as the system does, then puts our table of methods in the place of the system's: the file itself stays
    /// what it is.
    private static let openShim:
        @convention(c) (
            UnsafeMutablePointer<sqlite3_vfs>?, UnsafePointer<CChar>?, UnsafeMutablePointer<sqlite3_file>?, Int32,
            UnsafeMutablePointer<Int32>?
        ) -> Int32 = { vfs, name, file, flags, outFlags in
            guard let data = vfs?.pointee.pAppData, let file else { return SQLITE_CANTOPEN }
            let shim = Unmanaged<Shim>.fromOpaque(data).takeUnretainedValue()
            let code = shim.system.pointee.xOpen(shim.system, name, file, flags, outFlags)
            guard code == SQLITE_OK, let methods = file.pointee.pMethods else { return code }
            file.pointee.pMethods = ShimFileSystem.methods(shim, like: methods)
            return code
        }

    private static func methods(
        _ shim: Shim, like system: UnsafePointer<sqlite3_io_methods>
    ) -> UnsafePointer<sqlite3_io_methods> {
        // Pointers are not Sendable, so the table leaves the lock as a number.
        let address = lock.withLock { _ in UInt(bitPattern: table(shim, like: system)) }
        return UnsafePointer(bitPattern: address) ?? system
    }

    private static func table(
        _ shim: Shim, like system: UnsafePointer<sqlite3_io_methods>
    ) -> UnsafePointer<sqlite3_io_methods> {
        if let made = shim.methods[system] { return made }
        original = system
        let made = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        made.initialize(to: system.pointee)
        made.pointee.xSync = shim.sync
        shim.methods[system] = UnsafePointer(made)
        return UnsafePointer(made)
    }
}
