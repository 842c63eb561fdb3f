import Base
import Testing
import Web

@testable import Federation

extension DoubleTests {
    @Test(arguments: [("theirs", "mark-one"), ("mine", "mark-other")])
    func `that both have a photograph show the one chosen, and both come back`(choice: String, shown: String)
        async throws
    {
        try await withTown { town in
            let pairs = try await pairs(town)
            try await town.store.write { tx in
                for (person, mark) in [(pairs.one, "mark-one"), (pairs.other, "mark-other")] {
                    let officer = town.secretary.person
                    let consent = try Consent.insert(of: person, .paper, on: tx.today, by: officer, in: tx)
                    try Photograph.replace(
                        of: person, with: try Portrait(Pictures.png()), at: mark, under: consent, by: officer, in: tx)
                }
            }
            func marks() async throws -> [String?] {
                try await town.store.read { tx in
                    try [pairs.one, pairs.other].map { person in
                        let photograph = try Photograph.first(of: person, in: tx)
                        let consent = try Consent.standing(of: person, in: tx)
                        #expect(photograph?.consent == consent?.id)
                        return photograph?.mark
                    }
                }
            }
            func merge() async throws {
                let preview = try await town.get(
                    Places.doublePreview(pairs.one, pairs.other).with("keep.photograph", choice), as: town.secretary)
                #expect(preview.text.contains("撤销合并时各归各的"))
                let merged = try await town.post(
                    Places.double(pairs.one, pairs.other), json: try confirmation(preview), as: town.secretary)
                #expect(merged.status == 303)
                #expect(try await marks().first == shown)
            }
            let compare = try await town.get(Places.double(pairs.one, pairs.other), as: town.secretary)
            #expect(compare.text.contains("name=\"keep.photograph\""))
            for person in [pairs.one, pairs.other] { #expect(compare.text.contains(Places.picture(person).text)) }
            try await merge()
            #expect(try await town.get(Places.picture(pairs.other), as: town.secretary).status == 404)
            let undone = try await town.post(mergeOf(pairs.one, town).undo, [:], as: town.secretary)
            #expect(undone.status == 303)
            #expect(try await marks() == ["mark-one", "mark-other"])
            try await merge()
            let withdrawn = try await town.post(Places.photographWithdrawal(pairs.one), [:], as: town.secretary)
            #expect(withdrawn.status == 303)
            #expect(try await marks() == [nil, nil], "both are gone when consent is withdrawn")
            #expect(try await flaws(town) == [])
        }
    }
}
