/// One line of the table of settings: its name on the command line, in the environment and in the file.
struct Setting: Sendable {
    /// `data-folder` is `--data-folder`, `UNIONHOME_DATA_FOLDER` and `data-folder = …`.
    let name: String
    /// What stands for the value in the help.
    let value: String
    /// One line of help.
    let words: String
    /// What a right value looks like, for the message about a wrong one.
    let wanted: String
    /// Takes the text; false when it is wrong.
    let take: @Sendable (String, inout Settings) -> Bool

    var flag: Flag { Flag(name, value, words) }

    /// Its name in the environment.
    var variable: String { Self.prefix + name.uppercased().map { $0 == "-" ? "_" : String($0) }.joined() }

    static let prefix = "UNIONHOME_"
}

extension Setting {
    static let data = Setting(
        name: "data", value: "目录", words: "数据目录，默认 data", wanted: "一个目录"
    ) { text, settings in
        settings.data = text
        return !text.isEmpty
    }

    static let database = Setting(
        name: "database", value: "库", words: "sqlite（默认），或 PostgreSQL 的连接串", wanted: "sqlite 或 postgres://…"
    ) { text, settings in
        if text == "sqlite" {
            settings.database = .sqlite
            return true
        }
        settings.database = .postgres(text)
        return text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") || text.contains("=")
    }

    static let connections = Setting(
        name: "database-connections", value: "N", words: "PostgreSQL 连接数，默认 4", wanted: "1 到 200 的整数"
    ) { text, settings in
        settings.connections = Int(text) ?? 0
        return (1...200).contains(settings.connections)
    }

    static let openFederations = Setting(
        name: "open-federations", value: "N", words: "SQLite：同时打开的联合会，其余的有人来时再打开，默认 64", wanted: "1 到 10000 的整数"
    ) { text, settings in
        settings.openFederations = Int(text) ?? 0
        return (1...10_000).contains(settings.openFederations)
    }

    static let address = Setting(
        name: "address", value: "地址", words: "监听地址，默认 127.0.0.1", wanted: "一个 IP 地址"
    ) { text, settings in
        settings.address = text
        return !text.isEmpty && text.utf8.allSatisfy { "0123456789abcdefABCDEF.:[]".utf8.contains($0) }
    }

    static let port = Setting(
        name: "port", value: "N", words: "监听端口，默认 8080；0 为任意空闲端口", wanted: "0 到 65535 的整数"
    ) { text, settings in
        guard let port = UInt16(text) else { return false }
        settings.port = port
        return true
    }

    static let threads = Setting(
        name: "threads", value: "N", words: "收发数据的线程数，默认 1", wanted: "1 到 64 的整数"
    ) { text, settings in
        settings.threads = Int(text) ?? 0
        return (1...64).contains(settings.threads)
    }

    static let assets = Setting(
        name: "assets", value: "目录", words: "样式、脚本和图片所在目录，默认在程序旁边", wanted: "一个目录"
    ) { text, settings in
        settings.assets = text
        return !text.isEmpty
    }

    static let only = Setting(
        name: "only", value: "名称", words: "只服务这一个联合会，接受任何主机名", wanted: "联合会的短名称"
    ) { text, settings in
        settings.only = text
        return !text.isEmpty
    }

    static let log = Setting(
        name: "access-log", value: "文件", words: "访问日志，- 为标准输出（默认），none 为不记", wanted: "文件名、- 或 none"
    ) { text, settings in
        settings.log = text
        return !text.isEmpty
    }

    static let proxies = Setting(
        name: "proxies", value: "地址,…", words: "可信的反向代理地址，用逗号隔开", wanted: "用逗号隔开的 IP 地址"
    ) { text, settings in
        settings.proxies = Set(text.split(separator: ",").map { $0.filter { $0 != " " } })
        return settings.proxies.allSatisfy { $0.utf8.allSatisfy { "0123456789abcdef.:".utf8.contains($0) } }
    }

    static let grace = Setting(
        name: "stop-within", value: "秒", words: "停止时等正在办理的请求多少秒，默认 20", wanted: "1 到 600 的整数"
    ) { text, settings in
        settings.grace = Int(text) ?? 0
        return (1...600).contains(settings.grace)
    }

    static let migrate = Setting(
        name: "migrate", value: "yes|no|auto", words: "启动时升级数据，auto（默认）只在 SQLite 上升级", wanted: "yes、no 或 auto"
    ) { text, settings in
        guard let migrating = Settings.Migrating(rawValue: text) else { return false }
        settings.migrating = migrating
        return true
    }

    static let sendsInward = Setting(
        name: "send-inward", value: "yes|no", words: "变更通知可否发往内部网络的地址，默认 no", wanted: "yes 或 no"
    ) { text, settings in
        settings.sendsInward = text == "yes"
        return text == "yes" || text == "no"
    }

    /// Every setting there is.
    static let all: [Setting] = [
        data, database, connections, openFederations, address, port, threads, assets, only, log, proxies, grace,
        migrate, sendsInward,
    ]

    /// Those of every subcommand that opens the installation.
    static let ofInstallation: [Setting] = [data, database, connections]
}
