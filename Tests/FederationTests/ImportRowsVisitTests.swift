import Base
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Federation

@Suite("The rows of an import, one by one") struct ImportRowsVisitTests {
    /// The desk of the university's officer.
    private func browser(_ town: ImportTown) -> Browser {
        let browser = Browser(town.site)
        browser.cookies["uh"] = town.officer.token
        return browser
    }

    /// Presses a button of the card of one line in doubt.
    private func press(_ choice: DoubtChoice, _ line: Int, of batch: ImportBatch, in browser: Browser) async throws {
        let form = try #require(
            browser.page.forms.first { form in
                form.fields.contains { $0.name == "line" && $0.value == String(line) }
            })
        await browser.post(Places.importDoubts(batch.id).text, form.fields + [("choice", choice.rawValue)])
    }

    @Test func `in doubt stand beside whom they may mean, and are decided there`() async throws {
        try await withImportTown { town in
            try await town.store.write { tx in
                try tx.entered("改名前", number: "D1", in: town.arts, ring: town.ring)
                try tx.entered("周安", number: "D2", in: town.arts, ring: town.ring)
            }
            let batch = try await town.check(
                roster: "工号,姓名,出生日期,手机号\nD1,改名后,1990-01-01,13900000001\nN9,周安,1980-05-01,\nD3,少年,2015-01-01,\n")
            let browser = browser(town)
            await browser.get(Places.importBatch(batch.id))
            #expect(browser.page.words.contains("这些行可能是名册里的某个人，也可能不是"))
            await browser.get(Places.importDoubts(batch.id))
            #expect(Soundness.flaws(of: browser.page.text) == [])
            for words in [
                "第 2 行 改名后", "名册里这个工号是", "姓名 | 改名后 （不同） | 改名前", "出生日期 | 1990-01-01 （不同） | 1980-05-01",
                "(同一人，按文件更新)", "名册里没有", "(属实，照写导入)", "其余 3 行都按",
            ] { #expect(browser.page.words.contains(words), "\(words)\n\(browser.page.words)") }
            #expect(!browser.page.text.contains("13900000001"))
            try await press(.take, 2, of: batch, in: browser)
            #expect(browser.page.words.contains("第 2 行：同一人，按文件更新。"))
            #expect(browser.page.text.contains("accesskey=\"1\"") && browser.page.text.contains("autofocus"))
            await browser.get(Places.importDoubts(batch.id).with("decided", "yes"))
            #expect(browser.page.words.contains("由 马超群 决定。") && browser.page.words.contains("(改为待定)"))
            await browser.get(Places.importDoubts(batch.id))
            await browser.submit(to: Places.importDoubts(batch.id), ["all": "omit"])
            #expect(browser.page.words.contains("没有待定的行了"))
            let decided = try await town.batch(batch.id)
            #expect([decided.doubtful, decided.changed, decided.omitted] == [0, 1, 2])
        }
    }

    @Test func `say what they change, old and new, and afterwards whom they brought`() async throws {
        try await withImportTown { town in
            try await town.store.write { tx in
                try tx.entered("周安", number: "T2", in: town.arts, ring: town.ring)
            }
            let batch = try await town.check(
                roster: "工号,姓名,备注,手机号\nT1,林静,新来,13900000001\nT2,周安,借调,\n")
            let browser = browser(town), rows = Places.importRows(batch.id)
            await browser.get(rows)
            #expect(Soundness.flaws(of: browser.page.text) == [])
            #expect(browser.page.words.contains("还没有写入") && browser.page.words.contains("要改的内容"))
            #expect(browser.page.text.contains("<del>（空）</del> → <ins>借调</ins>"))
            #expect(!browser.page.words.contains("林静"))
            await browser.get(rows.with("kind", "new"))
            #expect(browser.page.words.contains("林静") && browser.page.words.contains("新来"))
            #expect(!browser.page.words.contains("周安") && !browser.page.text.contains("13900000001"))
            _ = try await town.write(batch)
            await browser.get(rows.with("kind", "new"))
            let person: ID<Person>? = try await town.store.read { tx in
                try tx.value("SELECT person_id FROM membership WHERE number = 'T1'")
            }
            #expect(browser.page.links.contains(Places.person(try #require(person)).text))
            #expect(browser.page.words.contains("证件号和手机号只显示掩码"))
        }
    }

    @Test func `that were changed since are named before the undo, and counted after it`() async throws {
        try await withImportTown { town in
            let done = try await town.write(try await town.check(roster: "工号,姓名\nL1,何新\nL2,何旧\n"))
            let person = try await town.store.write { tx in
                let found: ID<Person>? = try tx.value("SELECT person_id FROM membership WHERE number = 'L1'")
                let person = try PersonEntry.unscoped(try #require(found), in: tx)
                let draft = PersonDraft(name: "何改", sex: .female, bornOn: nil)
                try person.update(draft, version: person.version, ring: town.ring, in: tx)
                try tx.run("UPDATE import_batch SET finished_at = \(tx.now.adding(seconds: -60)) WHERE id = \(done.id)")
                let act = Act("person.revise", on: "person", person.id, concerning: person.id, "修改会员资料")
                try AuditEntry.write(act, by: town.officer.person, in: town.arts.id, ring: town.ring, tx)
                return person.id
            }
            let browser = browser(town)
            await browser.get(Places.importUndo(done.id))
            #expect(Soundness.flaws(of: browser.page.text) == [])
            for words in ["1 行会全部还原，之后又有变动的 1 人不受影响", "资料改过", "马超群：修改会员资料", "(撤销其余 1 行)"] {
                #expect(browser.page.words.contains(words), "\(words)\n\(browser.page.words)")
            }
            #expect(browser.page.links.contains(Places.person(person).text))
            await browser.submit(to: Places.importUndo(done.id))
            try await town.runner.runOnce()
            await browser.get(Places.importBatch(done.id))
            #expect(browser.page.words.contains("之后改过的 1 人不受影响，保留着现在的内容。"))
            await browser.get(Places.importRows(done.id).with("kind", "kept"))
            #expect(browser.page.words.contains("撤销时保留1") && browser.page.words.contains("[何新]"))
        }
    }

    @Test func `cannot be read, and the page says why`() async throws {
        try await withImportTown { town in
            let id = try await town.take(try town.file("roster.csv", "姓名\n林静\n"), into: town.university)
            // What was sent is cut short before anybody reads it.
            try Array("姓名\n".utf8).write(to: town.files.path(of: id))
            try await town.runner.runOnce()
            let browser = browser(town)
            await browser.get(Places.importBatch(id))
            #expect(browser.page.words.contains(ImportProblem.noRows.words), "\(browser.page.words)")
            #expect(browser.page.words.contains("没有完成。"))
        }
    }
}
