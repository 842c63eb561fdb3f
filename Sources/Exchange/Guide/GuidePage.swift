import Federation
import Server
import Web

/// Where this house is called at, as the examples write it.
struct GuideHost {
    let base: String

    init(_ request: Request) {
        base = "\(request.isSecure ? "https" : "http")://\(request.headers["host"] ?? "localhost")"
    }
}

/// How programs call, with examples that work as they stand once the token is set.
func guidePage(_ unit: UnitEntry, host: GuideHost) -> HTML {
    """
    \(pageHead(
        "接口使用说明", "给写程序的同事。全部字段见 OpenAPI 文档 \(host.base)/api/openapi.json",
        crumbs: [("数据接口", Places.interfaces(unit.id)), ("使用说明", nil)]))
    <div class="stack">
    \(card("一、调用", id: "g-call", calling(host)))
    \(card("二、读取：先全量，再跟变更", id: "g-read", reading(host)))
    \(card("三、登记和修改会员", id: "g-write", writing(unit, host)))
    \(card("四、变更通知的签名", id: "g-sign", signing()))
    </div>
    """
}

private func example(_ text: String) -> HTML {
    "<pre class=\"example\" tabindex=\"0\"><code>\(text)</code></pre>"
}

private func calling(_ host: GuideHost) -> HTML {
    """
    <div class="stack"><p>每次调用都在请求头里带令牌。先把它放进环境变量，不要写进代码：</p>
    \(example("""
        export TOKEN=uhk_这里换成您的令牌
        curl -sS -H "Authorization: Bearer $TOKEN" \(host.base)/api/v1/units
        """))
    <ul><li>编号一律是字符串；日期写成 2026-03-01，时间带时区。</li>
    <li>列表一页最多 500 条，next 是下一页的地址；空就是没有了。</li>
    <li>答复带 ETag，下次用 If-None-Match 带上，没有变就只回 304。</li>
    <li>令牌每分钟最多 600 次，超过回 429，Retry-After 是要等的秒数；503 也照此再试。</li>
    <li>看不到的一律回 404；令牌不能用回 401，没有这一项权限回 403，原因在 detail 里。</li></ul></div>
    """
}

private func reading(_ host: GuideHost) -> HTML {
    """
    <div class="stack"><p>第一次把会员一页页读完，记住第一页里的 mark：</p>
    \(example("curl -sS -H \"Authorization: Bearer $TOKEN\" \"\(host.base)/api/v1/members?limit=500\""))
    <p>以后只读变更。每次用上一次答复里的 mark；more 为 true 就接着读：</p>
    \(example("curl -sS -H \"Authorization: Bearer $TOKEN\" \"\(host.base)/api/v1/changes?since=0\""))
    <p>变更只说谁的哪几项变了，按编号取现在的内容；left_unit 有值，就是从那个单位离开了：</p>
    \(example("curl -sS -H \"Authorization: Bearer $TOKEN\" \"\(host.base)/api/v1/members?id=编号,编号\""))
    <p>回 410 表示标记已失效（例如恢复过备份），请从全量重新开始。单位被移动、合并时，它下面的会员请按 unit 重读一遍。</p></div>
    """
}

private func writing(_ unit: UnitEntry, _ host: GuideHost) -> HTML {
    let body = """
        {"unit": "\(unit.id)", "members": [
          {"key": "HR-0001", "name": "张三", "number": "T0001", "sex": "male", "unit": "数学学院分会",
           "employment": "established", "state": "active", "joined_on": "2026-01-01"}
        ]}
        """
    return """
        <div class="stack"><p>key 是您系统里的编号，下次凭它认人。没有写的项保持原样。先用 dry_run=true 核对：</p>
        \(example("""
            curl -sS -X POST "\(host.base)/api/v1/members?dry_run=true" \\
              -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
              -d '\(body)'
            """))
        <p>确定后去掉 dry_run，并带上 Idempotency-Key（每批一个，8 到 100 个字符）。没有等到答复时，用同一个键原样再发，不会重复写入：</p>
        \(example("""
            curl -sS -X POST "\(host.base)/api/v1/members" \\
              -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
              -H "Idempotency-Key: batch-20260301-01" -d @members.json
            """))
        <p>每行的结果：created 新登记，matched 已有此人、内容相同，changed 已修改，unchanged 没有变化，refused 没有写入，原因在 errors 里。</p>
        <p>转到别的分会写 unit；退会、转出、除名写 state 为 withdrawn、transferred、removed。带上 version，别人先改过就会被拒绝，不会盖掉别人的修改。</p></div>
        """
}

private func signing() -> HTML {
    """
    <div class="stack"><p>每条通知是一次 POST，请求头里有 webhook-id、webhook-timestamp、webhook-signature（与 Standard Webhooks 相同）。\
    把三样用点连起来，用密钥算 HMAC-SHA256，再与签名比较：</p>
    \(example("""
        import base64, hashlib, hmac
        def is_ours(secret, headers, body):
            key = base64.b64decode(secret.removeprefix("whsec_"))
            text = headers["webhook-id"] + "." + headers["webhook-timestamp"] + "." + body
            code = base64.b64encode(hmac.new(key, text.encode(), hashlib.sha256).digest()).decode()
            return any(hmac.compare_digest("v1," + code, s) for s in headers["webhook-signature"].split())
        """))
    <ul><li>请在 15 秒内答复 2xx；别的答复和连不上都会重试，间隔从 10 秒到 1 天，前后约 5 天。</li>
    <li>更换密钥后的 24 小时里，webhook-signature 有新、旧两个签名，用空格分开，对上一个就可以。</li>
    <li>同一个 webhook-id 可能到两次，请按它去重；时间与现在差 5 分钟以上的不要接受。</li>
    <li>同一个人、同一个单位的通知按先后发，前一条没送到，后一条等着。</li>
    <li>不再接收就答复 410，我们会停用这个地址。</li></ul></div>
    """
}
