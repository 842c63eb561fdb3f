import Vault
import Web

/// What is to be restored, from where, under which name.
struct RestorePlan: Sendable {
    let backup: String
    let ring: KeyRing
    let name: String
    let title: String
    let hosts: [String]

    /// Fails while anything is missing, before anything is opened.
    init(_ order: Order) throws {
        backup = order.words[0]
        guard let keys = order.first("keys") else {
            throw StartProblem.order("备份里没有密钥。请用 --keys 指明这个联合会的密钥文件；没有它，加密的资料无法打开。")
        }
        ring = try KeyRing.load(from: keys)
        name = try order.needed("name")
        title = try order.needed("title")
        hosts = order.all("host")
        guard !hosts.isEmpty else { throw StartProblem.order("还需要 --host。用 --help 查看用法。") }
    }

    /// The copy is proved and put in place before the federation is in the list, so that a failure leaves no half of
    /// one.
    func restore(into installation: Installation) async throws {
        try refuseTaken(name, hosts, in: installation)
        try await inWords { try await installation.bringBack(backup, as: name) }
        try await installation.add(name: name, title: title, hosts: hosts)
        try ring.save(to: keyFile(of: name, in: installation))
    }
}
