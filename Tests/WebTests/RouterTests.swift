import Base
import Server
@testable import TestKit
import Testing

@testable import Web

@Suite("The router") struct RouterTests {
    private static let router: Router = {
        let page: @Sendable (Visit<Visitor>) throws -> Answer = { _ in .json(.null) }
        return Router([
            .get(Place("/"), .anyone, page), .get(Place("/units"), .anyone, page),
            .post(Place("/units"), .anyone, page),
            .get(Place("/units/new"), .anyone, page), .post(Place("/sent"), .anyone, page),
            .get(Place("/units/:id", ID<Unit>.self), .anyone) { _, _ in .json(.null) },
            .get(Place("/units/:id/posts/:post", ID<Unit>.self, String.self), .anyone) { _, _, _ in .json(.null) },
            .get(Place("/units/new/guide"), .anyone, page),
            .get(Place("/units/:id/members", ID<Unit>.self), .anyone) { _, _ in .json(.null) },
        ])
    }()

    private static func found(_ method: WireMethod, _ path: String) -> String {
        switch router.find(method, path) {
        case .route(let route, let captures): ([route.pattern] + captures).joined(separator: " ")
        case .otherMethods(let methods): "only " + methods.joined(separator: " ")
        case .nothing: "nothing"
        }
    }

    @Test(
        "leads to",
        arguments: [
            ("/", "/"), ("/units", "/units"), ("/units/", "/units"), ("/units/new", "/units/new"),
            ("/units/5", "/units/:id 5"),
            ("/units/new/guide", "/units/new/guide"), ("/units/new/members", "/units/:id/members new"),
            ("/units/5/posts/chair", "/units/:id/posts/:post 5 chair"), ("/units/5/posts", "nothing"),
            ("/people", "nothing"),
            ("/units/5/posts/chair/x", "nothing"), ("/Units", "nothing"), ("/units/new/", "/units/new"),
        ])
    func table(path: String, expected: String) {
        #expect(Self.found(.get, path) == expected)
    }

    @Test(
        "knows its methods",
        arguments: [
            (WireMethod.post, "/units", "/units"), (.head, "/units", "/units"), (.put, "/units", "only GET HEAD POST"),
            (.get, "/sent", "only POST"), (.head, "/sent", "only POST"), (.post, "/units/5", "only GET HEAD"),
            (.delete, "/nowhere", "nothing"),
        ])
    func methods(method: WireMethod, path: String, expected: String) {
        #expect(Self.found(method, path) == expected)
    }

    @Test func `finds every link that a place makes, with what it was made of`() {
        let place = Place("/a/:id/b/:day/c/:word", ID<Unit>.self, Day.self, String.self)
        let router = Router([.get(place, .anyone) { _, _, _, _ in .json(.null) }])
        forAll { dice in
            let id = ID<Unit>(Int64(dice.number(1...Int.max))), day = dice.day()
            let word = "w" + dice.hostile(0...12).replacing("/", with: "")
            let link = place(id, day, word).text
            let path = decoded(Substring(link))
            guard case .route(_, let captures) = router.find(.get, path) else {
                Issue.record("\(link) leads nowhere")
                return
            }
            var reader = CaptureReader(captures)
            let found1 = try reader.next(ID<Unit>.self)
            #expect(found1 == id)
            let found2 = try reader.next(Day.self)
            #expect(found2 == day)
            let found3 = try reader.next(String.self)
            #expect(found3 == word)
        }
    }

    @Test(
        "takes a number that is none for a place that is not there",
        arguments: ["", "x", "-1", "1.5", "99999999999999999999"])
    func numbers(word: String) {
        #expect(throws: Refusal.missing) {
            var reader = CaptureReader([word])
            _ = try reader.next(ID<Unit>.self)
        }
    }
}
