import Vault
import Web

/// What `unionhome keys` does with the keys of one federation. Their bytes are never shown.
struct KeyDesk: Sendable {
    let order: Order
    let store: Store
    /// Where the ring lies.
    let path: String
    /// Where the federation's files lie.
    let files: String

    /// The keys, and how much hangs on each.
    func list() async throws -> Int32 {
        let ring = try KeyRing.load(from: path)
        let counts = try await counts(ring)
        for key in ring.keys {
            order.say("\(key.hexID)  \(key.purpose.words)  \(key.created)\(words(on: key, of: ring, counts))")
        }
        let known = Set(ring.keys.map(\.id))
        let unknown = counts.ids.subtracting(known).sorted()
        for id in unknown {
            let number = grouped(counts.moving(id) + counts.keeping(id))
            order.say("\(KeyRing.hex(id))  不在密钥文件里，有 \(number) 处用它加密，打不开")
        }
        return unknown.isEmpty ? 0 : 1
    }

    /// Puts a new key in front. On SQLite nobody else is at work, so everything is brought under it at once; on PostgreSQL
    /// the servers have to learn of it first, or they could not open what they are given.
    func rotate() async throws -> Int32 {
        let ring = try KeyRing.load(from: path).rotated(on: order.world.now().day)
        try ring.save(to: path)
        let key = ring.key(.seal)
        try await write("keys.rotate", key.id, "在服务器上更换了密钥", ring)
        order.say("已生成新密钥 \(key.hexID)，从现在起用它加密。请重新备份密钥文件：\(path)")
        order.say("旧备份要用旧密钥才能打开：更换前的密钥文件请与旧备份保留得一样久。")
        guard store.engine == .sqlite else {
            order.say("请在每台机器上放好新的密钥文件，一起重启所有服务（serve、work），")
            order.say("再执行：unionhome keys reseal --restarted --federation \(store.name)")
            return 0
        }
        order.say("正在重新加密。中断了不要再次更换，用 unionhome keys reseal 接着做。")
        return try await reseal()
    }

    /// Brings everything under the newest key, or the rest of it.
    func reseal() async throws -> Int32 {
        try needRestarted()
        let ring = try KeyRing.load(from: path)
        let work = Resealing(columns: joined.sealed, store: store, shelf: Shelf(files: files, ring: ring), ring: ring)
        let outcome = try await work.run { column, done, isLast in
            if isLast || (done > 0 && done % 10_000 == 0) { order.say("\(column)：\(grouped(done)) 处") }
        }
        order.say("重新加密了 \(grouped(outcome.resealed)) 处。")
        for fault in outcome.faults.prefix(20) { order.say(fault) }
        if !outcome.faults.isEmpty { order.say("有 \(grouped(outcome.faults.count)) 处打不开，保持原样。") }
        return outcome.faults.isEmpty ? 0 : 1
    }

    /// Takes an old key out of the file, when nothing is sealed under it any more.
    func retire(_ text: String) async throws -> Int32 {
        let ring = try KeyRing.load(from: path)
        guard let key = ring.keys.first(where: { $0.hexID == text }) else {
            throw StartProblem("密钥文件里没有编号为“\(text)”的密钥。用 unionhome keys list 查看。")
        }
        guard key.purpose == .seal else { throw StartProblem("密钥 \(text) 用于\(key.purpose.words)，只有一把，不能停用。") }
        guard key != ring.key(.seal) else { throw StartProblem("密钥 \(text) 正在使用，不能停用。请先用 keys rotate 更换。") }
        try needRestarted()
        let counts = try await counts(ring)
        let (moving, keeping) = (counts.moving(key.id), counts.keeping(key.id))
        if moving > 0 {
            throw StartProblem("还有 \(grouped(moving)) 处用密钥 \(text) 加密，不能停用。请先执行 unionhome keys reseal。")
        }
        if keeping > 0 {
            throw StartProblem(
                "有 \(grouped(keeping)) 处一直要用密钥 \(text) 打开，不能停用。\(counts.reasons.joined(separator: "；"))。")
        }
        let rest = ring.retiring(key.id)
        try rest.save(to: path)
        try await write("keys.retire", key.id, "在服务器上停用了旧密钥", rest)
        order.say("已停用密钥 \(text)。还要恢复旧备份的话，请保留原来的密钥文件。")
        return 0
    }

    private func counts(_ ring: KeyRing) async throws -> SealedCounts {
        let shelf = Shelf(files: files, ring: ring)
        return try await store.read { try SealedCounts(of: joined.sealed, and: shelf, in: $0) }
    }

    /// A server that has not heard of the new key goes on sealing under the old one, and cannot open what is new.
    private func needRestarted() throws(StartProblem) {
        guard store.engine == .postgres, !order.has("restarted") else { return }
        throw StartProblem("请先重启所有服务（serve、work），使它们读到新的密钥，再加上 --restarted 执行。")
    }

    private func write(_ act: StaticString, _ key: UInt32, _ words: String, _ ring: KeyRing) async throws {
        try await store.write { tx in
            try AuditEntry.write(
                Act(act, on: "key", ID<KeyRing.Key>(Int64(key)), words), by: nil, in: nil, ring: ring, tx)
        }
    }

    private func words(on key: KeyRing.Key, of ring: KeyRing, _ counts: SealedCounts) -> String {
        guard key.purpose == .seal else { return "" }
        let (moving, keeping) = (counts.moving(key.id), counts.keeping(key.id))
        let kept = keeping > 0 ? "，另有 \(grouped(keeping)) 处审计附注要一直用它" : ""
        if key == ring.key(.seal) { return "  正在使用，\(grouped(moving)) 处\(kept)" }
        return "  旧密钥，还有 \(grouped(moving)) 处\(kept)"
    }
}

extension KeyRing.Purpose {
    /// What the key is for, as the operator reads it.
    fileprivate var words: String {
        switch self {
        case .seal: "加密"
        case .index: "查找"
        case .session: "登录"
        case .audit: "审计"
        }
    }
}
