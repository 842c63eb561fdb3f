import Web

/// `DIR/demo.json`, which only a demo has: the accounts that its door shows.
///
///     {"federations": [{"name": "bj", "accounts": [{"role": "…", "sign_in_name": "…", "password": "…"}]}]}
enum DemoFile {
    static func path(in folder: String) -> String { "\(folder)/demo.json" }

    /// Those of one federation; none where there is no demo.
    static func accounts(of name: String, in folder: String) -> [DemoAccount] {
        guard let bytes = Files.read(path(in: folder)), let json = try? JSON(parsing: bytes) else { return [] }
        let federation = json["federations"]?.array?.first { $0["name"]?.string == name }
        return (federation?["accounts"]?.array ?? []).compactMap { account in
            guard let role = account["role"]?.string, let name = account["sign_in_name"]?.string,
                let password = account["password"]?.string
            else { return nil }
            return DemoAccount(role: role, signInName: name, password: password)
        }
    }

    /// The text of the file, for whoever makes a demo.
    static func text(_ accounts: [(federation: String, accounts: [DemoAccount])]) -> String {
        let federations = accounts.map { entry -> JSON in
            let lines = entry.accounts.map { account -> JSON in
                [
                    "role": JSON(account.role), "sign_in_name": JSON(account.signInName),
                    "password": JSON(account.password),
                ]
            }
            return ["name": JSON(entry.federation), "accounts": .array(lines)]
        }
        return (["federations": .array(federations)] as JSON).text + "\n"
    }
}
