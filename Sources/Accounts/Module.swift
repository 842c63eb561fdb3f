public import Vault
public import Web

extension Module {
    /// Signing in, and what belongs to one's own account. `arithmetic` is where slow hashes are made, `cost`
    /// what each costs.
    public static func accounts(_ arithmetic: Arithmetic, cost: PasswordCost = .interactive) -> Module {
        var module = Module("accounts")
        module.routes = accountRoutes(Door(arithmetic: arithmetic, cost: cost))
        module.sealed = [
            SealedColumn("account", "code_secret", key: "id") { Account.codePlace(ID($0.key)) }
        ]
        return module
    }
}
