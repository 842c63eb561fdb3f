import Federation
public import Web

extension Module {
    /// Everything in and out for programs: tokens, reading, writing, changes, and webhooks.
    ///
    /// Glossary: 数据接口 the pages for officers · 令牌 token · 变更 change · 变更通知 webhook, an address that changes are sent
    /// to · 发送 delivery, one message on its way · 您的编号 the caller's own key of a person · 进度标记 mark, the number of a
    /// change up to which a follower has read.
    public static var exchange: Module {
        var module = Module("exchange")
        module.migrations = exchangeMigrations
        module.routes = exchangeRoutes
        module.menu = [
            MenuItem(
                "监督", "数据接口", icon("plug"), needs: .exchangeKeep, covers: ["/tokens", "/webhooks"]
            ) { Places.interfaces($0) }
        ]
        module.errands = [
            Errand("exchange.number", every: .seconds(1), restsWithStore: true) {
                try await ChangeFeed.advance($0, $1)
            },
            Errand("exchange.deliver", every: .seconds(1), restsWithStore: true) {
                try await Delivering.turn($0, $1)
            },
        ]
        module.listeners = [
            Listener("exchange.members", event: MemberNews.event) { turn, tx in
                try ChangeFeed.advance(MemberNews(turn.payload), in: tx)
                return .done
            }
        ]
        module.duties = [DutyKind("exchange.sweep") { _, tx in try sweep(in: tx) }]
        module.daily = ["exchange.sweep"]
        module.tasks = [TaskSource("exchange", Webhook.tasks)]
        module.sealed = [
            SealedColumn("webhook", "secret_sealed", key: "id") { Webhook.secretPlace(ID($0.key)) },
            SealedColumn("webhook", "former_sealed", key: "id") { Webhook.formerPlace(ID($0.key)) },
        ]
        module.schemas = exchangeSchemas
        return module
    }
}

/// Forgets what is over; a duty of every day.
private func sweep(in tx: Transaction) throws -> DutyOutcome {
    try ChangeFeed.sweep(in: tx)
    try KeptAnswer.sweep(in: tx)
    try Delivery.sweep(in: tx)
    try Webhook.sweep(in: tx)
    return .done
}
