import Glibc
import Vault

/// Changing the key that seals, for what lies on the shelf. A mark never changes with it, so rows know nothing of this.
extension Shelf {
    /// The marks of all files that lie here, in order; not what is still being written. None where nothing was ever kept.
    /// Fails when the folder cannot be read: a key would look as if nothing hung on it.
    public func marks() throws -> [String] {
        guard unsafe access(folder, F_OK) == 0 else {
            let problem = DiskFile.Problem("access")
            guard problem.isMissing else { throw problem }
            return []
        }
        return try namesIn(folder).filter(Self.isMark)
    }

    /// How many files are sealed under each key, by its id. A file too short to be sealed counts under none. What this
    /// tells is on the disk, also of a run of `reseal` that died.
    public func counts() throws -> [UInt32: Int] {
        var counts: [UInt32: Int] = [:]
        let marks = try marks()
        if !marks.isEmpty { try syncFolder() }
        for mark in marks {
            guard let head = try lying({ try DiskFile(path(of: mark)).bytes(first: Sealed.headCount) }) else {
                continue
            }
            if let id = try? Sealed(head).keyID() { counts[id, default: 0] += 1 }
        }
        return counts
    }

    /// Seals a file anew if it is under an older key than the newest; says whether it was.
    ///
    /// Whoever reads meanwhile, and whoever looks after a crash, finds the old file or the new one, whole. Fails with
    /// `Sealed.Problem` when it does not open; it stays as it is.
    public func reseal(_ mark: String) throws -> Bool {
        try reseal(mark, at: { _ in })
    }

    /// The steps of sealing anew between which a process may die.
    enum Step: CaseIterable { case drafted, renamed }

    /// `at` hears of each step and may fail there, for tests: what lies on the disk then is what a crash leaves.
    func reseal(_ mark: String, at step: (Step) throws -> Void) throws -> Bool {
        let path = path(of: mark), place = Self.place(mark)
        guard Self.isMark(mark), let old = try lying({ try DiskFile(path).bytes() }),
            let new = try ring.reseal(Sealed(old), for: place)
        else { return false }
        let draft = try draft(new, beside: path)
        try step(.drafted)
        let isRenamed = try alone { () throws(DiskFile.Problem) in
            // Destroyed since it was read: it must not come back.
            guard unsafe access(path, F_OK) == 0 else {
                unsafe unlink(draft)
                return false
            }
            guard unsafe rename(draft, path) == 0 else { throw DiskFile.Problem("rename") }
            return true
        }
        try step(.renamed)
        if isRenamed { try syncFolder() }
        return isRenamed
    }

    /// What is asked of a file, or nothing when it is gone.
    private func lying<Result>(_ body: () throws -> Result) throws -> Result? {
        do {
            return try body()
        } catch let problem as DiskFile.Problem where problem.isMissing {
            return nil
        }
    }
}
