import Synchronization
import Web
import Words

/// The known name most like an unknown one, remembered: thousands of rows may write the same wrong name, and there may be
/// thousands of units to hold it against.
///
/// Asked in this order: letters mistyped; the same but for what kind of union it calls itself (数学学院工会, 数学学院分会); sounding
/// the same (闻学院, 文学院).
final class NearestNames: Sendable {
    private let written: [String]
    /// The full names that one way of writing may mean.
    private let meant: [String: Set<String>]
    private let memory = Mutex<[String: String?]>([:])

    /// Each way of writing with the full name that is offered for it.
    init(_ names: [(written: String, name: String)]) {
        meant = Dictionary(names.map { ($0.written, [$0.name]) }) { $0.union($1) }
        written = meant.keys.sorted()
    }

    /// The full name meant by the way of writing that is most like this one; nothing where it may be several.
    func nearest(to name: String) -> String? {
        if let known = memory.withLock({ $0[name] }) { return known }
        let found = look(for: name)
        memory.withLock { memory in
            // A file of nonsense must not fill the memory.
            if memory.count < 10_000 { memory[name] = .some(found) }
        }
        return found
    }

    private func look(for name: String) -> String? {
        guard name.count <= 60 else { return nil }
        // Two letters are what tells 数学学院 from 信息学院.
        if let near = Words.nearest(name, in: written) {
            return only { $0 == near }
        }
        let core = Self.core(name)
        if core.count > 1, let alike = only({ Self.core($0) == core }) { return alike }
        let sound = Pinyin.likeliest(of: core).full
        guard sound.count > 3 else { return nil }
        return only { Pinyin.likeliest(of: Self.core($0)).full == sound }
    }

    /// The one full name that is meant by what is alike; nothing where it may be several.
    private func only(_ isAlike: (String) -> Bool) -> String? {
        let found = Set(written.filter(isAlike).flatMap { meant[$0] ?? [] })
        return found.count == 1 ? found.first : nil
    }

    /// A name without the words for what kind of union it is.
    static func core(_ name: String) -> String {
        var plain = normalized(name).filter { !$0.isWhitespace }
        for ending in ["工会委员会", "部门工会", "工会小组", "分工会", "分会", "工会", "小组"] where plain.hasSuffix(ending) {
            if plain.count > ending.count { plain.removeLast(ending.count) }
            break
        }
        return plain
    }
}
