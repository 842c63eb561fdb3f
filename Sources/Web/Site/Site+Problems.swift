import Server

extension Site {
    /// An honest answer to whatever was thrown.
    func failed(_ error: any Error, _ wire: Wire) async -> Response {
        switch error {
        case let refusal as Refusal: return await refused(refusal, wire)
        case let problem as Token.Problem: return unauthorized(problem, wire)
        case WireProblem.forged:
            return await page(403, "这一页放得太久了", "为了安全，请回到上一页，刷新后再提交一次。填过的内容请先留存。", wire)
        case WireProblem.unreadable: return await page(400, "没有看懂这个请求", "请刷新页面再试。", wire)
        case let problem as StoreProblem: return await failed(problem, wire)
        default: return await fault(error, wire)
        }
    }

    private func failed(_ problem: StoreProblem, _ wire: Wire) async -> Response {
        switch problem {
        case .busy, .conflict, .interrupted:
            return later(page: "现在用的人太多", "请稍等几秒再试，您填的内容还在上一页。", wire, seconds: 3)
        case .unavailable, .full:
            report(
                Fault(
                    number: wire.request.id, method: wire.request.method.rawValue, path: wire.request.path,
                    problem: "\(problem)"))
            return later(page: "数据库暂时连不上", "刚才的内容没有保存。请过一会儿再试。", wire, seconds: 10)
        case .unknownOutcome:
            report(
                Fault(
                    number: wire.request.id, method: wire.request.method.rawValue, path: wire.request.path,
                    problem: "\(problem)"))
            return later(page: "没有等到确认", "不能确定刚才的内容是否已经保存。请回到上一页看一看，没有的话再提交一次，不会重复。", wire, seconds: 5)
        case .brokenLink, .notUnique:
            return await page(409, "和别人刚做的修改冲突了", "请回到上一页刷新，看看现在的内容，再改一次。", wire)
        default: return await fault(problem, wire)
        }
    }

    private func fault(_ error: any Error, _ wire: Wire) async -> Response {
        let request = wire.request
        report(Fault(number: request.id, method: request.method.rawValue, path: request.path, problem: "\(error)"))
        return await page(500, "这里出了差错", "是我们的问题，已经记下来了。编号 \(request.id)，找工会干部时请报这个编号。", wire)
    }

    /// A refusal: the way in for those who are not signed in; otherwise a page that tells no more than it may.
    func refused(_ refusal: Refusal, _ wire: Wire) async -> Response {
        switch refusal {
        case .signIn where !wire.wantsJSON:
            var path = Path("/sign-in")
            if wire.request.method == .get, wire.request.path != "/" {
                path = path.with("to", (try? wire.call([]).path) ?? "")
            }
            return wire.response(Drawn(.see(path), frame: nil), facts)
        case .signIn: return problem(401, "请先登录", wire)
        case .forbidden where wire.request.isForPrograms:
            return problem(403, "令牌没有这个权限", wire, detail: "令牌的范围里没有这一项，或制作令牌的干部现在没有这个权限。")
        case .forbidden:
            return await page(403, "这一页您现在打不开", "它只对有相应职务的工会干部开放。如果您换了岗位，请在左上角切换单位，或联系本单位工会。", wire)
        case .missing:
            return await page(404, "没有找到这一页", "地址可能写错了，或者内容已经移走。", wire)
        }
    }

    /// A problem page in the frame of whoever asks, or problem details for a program.
    private func page(_ status: Int, _ title: String, _ words: String, _ wire: Wire) async -> Response {
        guard !wire.wantsJSON else { return problem(status, title, wire, detail: words) }
        let (facts, token) = (facts, wire.sessionToken)
        let answer = Answer.page(title: title, shell: .focus, status: status, problemPage(title, words))
        let drawn = try? await store.read { tx in
            let call = try wire.call([])
            let arrival = try Self.arrival(call, token, facts, tx)
            return try Self.drawn(answer, arrival, facts, tx)
        }
        return wire.response(drawn ?? bare(answer, wire), facts, status: status)
    }

    /// A page that asks nothing of the store, because the store is what fails.
    private func later(page title: String, _ words: String, _ wire: Wire, seconds: Int) -> Response {
        var response =
            wire.wantsJSON
            ? problem(503, title, wire, detail: words)
            : wire.response(
                bare(.page(title: title, shell: .focus, status: 503, problemPage(title, words)), wire), facts)
        response.headers.set("Retry-After", String(seconds))
        return response
    }

    private func bare(_ answer: Answer, _ wire: Wire) -> Drawn {
        guard case .page(let page) = answer.kind else { return Drawn(answer, frame: nil) }
        let frame = Frame(
            page: page, visitor: .stranger, desks: [], today: store.world.now().day, path: wire.request.path)
        return Drawn(answer, frame: frame)
    }

    func problem(_ status: Int, _ title: String, _ wire: Wire, detail: String? = nil) -> Response {
        wire.problem(status, title, detail: detail)
    }
}

private func problemPage(_ title: String, _ words: String) -> HTML {
    """
    <div class="card card-b state problem">\(emptyHouse)<h1>\(title)</h1><p>\(words)</p>
    <a class="btn primary" href="\(Path("/"))">回到首页</a></div>
    """
}

extension Wire {
    /// Problem details (RFC 9457).
    func problem(_ status: Int, _ title: String, detail: String? = nil) -> Response {
        var json: [(key: String, value: JSON)] = [
            ("type", "about:blank"), ("title", JSON(title)), ("status", JSON(status)), ("instance", JSON(request.id)),
        ]
        if let detail { json.append(("detail", JSON(detail))) }
        var response = Self.json(.object(json), status: status, type: "application/problem+json")
        dress(&response)
        return response
    }

    /// All flaws as problem details.
    func problem(_ flaws: Flaws) -> Response {
        let errors = flaws.all.map { flaw -> JSON in ["field": JSON(flaw.field), "detail": JSON(flaw.words)] }
        let json: JSON = [
            "type": "about:blank", "title": "有几处需要改", "status": 422, "errors": .array(errors),
        ]
        var response = Self.json(json, status: 422, type: "application/problem+json")
        dress(&response)
        return response
    }
}
