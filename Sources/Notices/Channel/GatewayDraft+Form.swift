import Couriers
import Web

extension GatewayDraft {
    init(_ form: Form, _ outreach: Outreach) throws(Flaws) {
        var check = Check(form)
        let kind: Gateway.Kind = check.choice("kind", "渠道")
        name = check.text("name", "名称", 2...40)
        var settings = GatewaySettings()
        settings.secret = check.typed("secret")
        self.kind = kind
        if kind == .email {
            host = Self.mail(&check, &settings, outreach)
        } else {
            host = Self.web(kind, &check, &settings, outreach)
        }
        self.settings = settings
        try check.done()
    }

    private static func mail(_ check: inout Check, _ settings: inout GatewaySettings, _ outreach: Outreach) -> String {
        settings.host = check.text("host", "服务器", 1...200)
        settings.port = check.number("port", "端口", 1...65_535)
        settings.user = check.typed("user")
        settings.security = Postbox.Security(rawValue: check.typed("security")) ?? .tls
        settings.sender = check.text("sender", "发件地址", 3...200)
        if check.flaws["host"] == nil, !Postbox.isHost(settings.host) {
            check.add("host", "服务器只写名称或地址，如 smtp.example.cn。")
        }
        if check.flaws["sender"] == nil, (try? MailAddress(settings.sender)) == nil {
            check.add("sender", "发件地址读不出，请写成 gonghui@example.cn 这样。")
        }
        if settings.security == .none, outreach == .world {
            check.add("security", "不加密只能用于内部网络。请选 TLS 或 STARTTLS。")
        }
        return settings.host
    }

    private static func web(
        _ kind: Gateway.Kind, _ check: inout Check, _ settings: inout GatewaySettings, _ outreach: Outreach
    ) -> String {
        settings.address = check.typed("address")
        settings.sender = check.typed("sender")
        guard !settings.address.isEmpty else {
            check.add("address", "请填写接口地址。")
            return ""
        }
        if kind == .sms, settings.secret.isEmpty { check.add("secret", "请填写网关给的令牌。") }
        do throws(WebAddress.Problem) {
            return try WebAddress(settings.address, outreach).host
        } catch {
            check.add("address", error.words)
            return ""
        }
    }
}
