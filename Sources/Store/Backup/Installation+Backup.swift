import Base
import Threads

extension Installation {
    /// Takes a backup of one federation while it is written, and proves it: the store and its files, never its keys.
    /// `folder` must be empty or not there.
    public func backUp(_ name: String, into folder: String) async throws {
        guard let store = store(named: name) else { throw StoreProblem.unavailable("there is no federation \(name)") }
        let files = filesFolder(named: name)
        guard let postgres = maker.postgres else {
            try await Backup.take(store, files: files, into: folder)
            return try await Backup.verify(folder)
        }
        try Backup.requireEmpty(folder)
        try await postgres.backUp(schema: StoreMaker.schema(of: name), into: folder)
        // After the rows: a file is there before the row that names it.
        let manifest = Manifest(federation: name, takenAt: world.now())
        try await onThread(named: "backup") {
            var manifest = manifest
            try Backup.copyFiles(files, into: folder, &manifest)
            try writeFile(manifest.text, to: "\(folder)/manifest.json")
        }
    }

    /// Puts a backup where a federation of this name is to be opened, after proof that it is whole. The name must be
    /// free; `add` is the next step.
    public func bringBack(_ folder: String, as name: String) async throws {
        let home = maker.home(of: name)
        guard let postgres = maker.postgres else {
            try await Backup.restore(folder, into: home)
            return
        }
        let manifest = try Manifest(in: folder)
        try await onThread(named: "restore") {
            try Backup.proveFiles(manifest, in: folder)
            try Backup.requireEmpty(home)
            for entry in manifest.entries {
                try makeFolder(parent(of: "\(home)/\(entry.path)"))
                try copyFile("\(folder)/\(entry.path)", to: "\(home)/\(entry.path)", syncing: true)
            }
        }
        try await postgres.restore(from: folder, as: StoreMaker.schema(of: name))
    }
}
