import Base
import Testing

@testable import Vault

@Suite("A sealed value") struct SealedTests {
    let day = Day(year: 2026, month: 3, day: 1) ?? Day(number: 0)
    let place = SealContext(table: "person", column: "identity", row: ID<Person>(7))

    @Test func `opens for its own place only`() throws {
        let ring = KeyRing.fresh(on: day)
        let sealed = ring.seal("450100198401010027", for: place)
        #expect(try ring.openText(sealed, for: place) == "450100198401010027")
        #expect(sealed.bytes.count == 18 + 45)
        for other in [
            SealContext(table: "person", column: "identity", row: ID<Person>(8)),
            SealContext(table: "person", column: "phone", row: ID<Person>(7)),
            SealContext(table: "child", column: "identity", row: ID<Person>(7)),
        ] {
            #expect(throws: Sealed.Problem.tampered) { try ring.open(sealed, for: other) }
        }
    }

    @Test func `opens no more when any bit of any byte is changed, or any byte is missing`() {
        let ring = KeyRing.fresh(on: day)
        let sealed = ring.seal("林妙", for: place)
        for index in sealed.bytes.indices {
            for bit in 0..<8 {
                var bytes = sealed.bytes
                bytes[index] ^= 1 << bit
                #expect(throws: Sealed.Problem.self) { try ring.open(Sealed(bytes), for: place) }
            }
            #expect(throws: Sealed.Problem.self) { try ring.open(Sealed(Array(sealed.bytes[..<index])), for: place) }
        }
        #expect(throws: Sealed.Problem.malformed) { try ring.open(Sealed([]), for: place) }
    }

    @Test func `looks different each time`() {
        let ring = KeyRing.fresh(on: day)
        #expect(ring.seal("女", for: place) != ring.seal("女", for: place))
    }

    @Test func `may be empty`() throws {
        let ring = KeyRing.fresh(on: day)
        #expect(try ring.open(ring.seal([], for: place), for: place) == [])
    }

    @Test func `opens after rotation, is resealed once, and not after its key has retired`() throws {
        let old = KeyRing.fresh(on: day)
        let sealed = old.seal("林妙", for: place)
        let ring = old.rotated(on: day.adding(days: 1))
        #expect(try ring.openText(sealed, for: place) == "林妙")
        let resealed = try #require(try ring.reseal(sealed, for: place))
        #expect(try ring.reseal(resealed, for: place) == nil)
        let retired = ring.retiring(old.key(.seal).id)
        #expect(try retired.openText(resealed, for: place) == "林妙")
        #expect(throws: Sealed.Problem.unknownKey(old.key(.seal).id)) { try retired.open(sealed, for: place) }
        #expect(retired.retiring(ring.key(.seal).id).key(.seal) == ring.key(.seal))
    }

    @Test func `of a person dies with the person's key`() throws {
        let ring = KeyRing.fresh(on: day), person = ID<Person>(7)
        let key = PersonalKey.fresh(), row = key.sealed(under: ring, of: person)
        let detail = key.seal("电话由 1 改为 2", for: place)
        let again = try PersonalKey.open(row, under: ring, of: person)
        #expect(try again.openText(detail, for: place) == "电话由 1 改为 2")
        #expect(throws: Sealed.Problem.tampered) { try PersonalKey.open(row, under: ring, of: ID(8)) }
        #expect(throws: Sealed.Problem.tampered) { try PersonalKey.fresh().openText(detail, for: place) }
        #expect(throws: Sealed.Problem.malformed) { try ring.open(detail, for: place) }
    }

    @Test func `is found by its blind index, which differs by purpose and ring`() {
        let ring = KeyRing.fresh(on: day)
        let index = BlindIndex.of("450100198401010027", purpose: "identity", ring: ring)
        #expect(index.count == 32)
        #expect(index == BlindIndex.of("450100198401010027", purpose: "identity", ring: ring.rotated(on: day)))
        #expect(index != BlindIndex.of("450100198401010027", purpose: "phone", ring: ring))
        #expect(index != BlindIndex.of("450100198401010027", purpose: "identity", ring: KeyRing.fresh(on: day)))
    }
}
