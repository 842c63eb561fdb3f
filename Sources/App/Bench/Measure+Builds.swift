import Threads

extension Measure {
    /// A debug build from nothing, and one after a page was edited: of a copy of the sources, which stay as they are.
    static let builds = Measure("build") { ground in
        guard let sources = ground.sources else { return [] }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for part in ["Package.swift", "Sources", "Tests"] {
            try Child("cp", ["-r", "\(sources)/\(part)", folder.path(part)]).wait()
        }
        let cold = try await build(folder)
        let page = folder.path("Sources/Federation/Members/MemberListPage.swift")
        var edited: [Double] = []
        for round in 0..<ground.rounds {
            guard let text = Files.text(page), Files.write("\(text)\n\(edit(round))\n", at: page) else {
                throw StartProblem("写不了 \(page)。")
            }
            edited.append(try await build(folder))
        }
        return [
            Reading(measure: "build.cold", value: cold, unit: "s"),
            Reading(measure: "build.page", value: median(edited), unit: "s", baseline: 5, floor: 1, isCost: true),
        ]
    }
}

/// One more thing in the page's file, that is not the same as the last time.
private func edit(_ round: Int) -> String {
    "private func benchedPage\(round)(_ words: String) -> HTML { \"<p>第 \(round) 次：\\(words)</p>\" }"
}

/// Builds the program and gives the seconds it took.
private func build(_ folder: TemporaryFolder) async throws -> Double {
    let begin = ContinuousClock.now
    let child = try Child(
        "swift",
        [
            "build", "--product", "unionhome", "--package-path", folder.path, "--scratch-path", folder.path("build"),
        ])
    let (text, status) = await onThread(named: "child") { (child.text(), child.wait()) }
    guard status == 0 else { throw StartProblem("编译没有成功：\(text.suffix(2000))") }
    return seconds(ContinuousClock.now - begin)
}
