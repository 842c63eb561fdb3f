import Testing

@testable import Couriers

@Suite("Where parcels may go") struct AddressTests {
    @Test(
        "addresses of one's own net are not the world's",
        arguments: [
            ("8.8.8.8", true), ("1.1.1.1", true), ("10.0.0.1", false), ("127.0.0.1", false), ("0.0.0.0", false),
            ("169.254.169.254", false), ("172.16.0.1", false), ("172.32.0.1", true), ("192.168.1.1", false),
            ("100.64.0.1", false), ("100.128.0.1", true), ("198.18.0.1", false), ("224.0.0.1", false),
            ("255.255.255.255", false), ("2400:3200::1", true), ("::1", false), ("::", false), ("fe80::1", false),
            ("fc00::1", false), ("ff02::1", false), ("::ffff:10.0.0.1", false), ("::ffff:8.8.8.8", true),
            ("64:ff9b::a00:1", false), ("2002:a00:1::", false), ("2001:db8::1", false), ("2001::1", false),
        ])
    func world(text: String, isPublic: Bool) throws {
        #expect(try #require(NetAddress(text)).isAllowed(.world) == isPublic)
    }

    @Test(
        "the outreach widens",
        arguments: [
            ("127.0.0.1", Outreach.loopback, true), ("::1", .loopback, true), ("10.0.0.1", .loopback, false),
            ("10.0.0.1", .inward, true), ("fd00::1", .inward, true), ("169.254.169.254", .inward, false),
            ("::ffff:127.0.0.1", .loopback, true),
        ])
    func wider(text: String, outreach: Outreach, isAllowed: Bool) throws {
        #expect(try #require(NetAddress(text)).isAllowed(outreach) == isAllowed)
    }

    @Test(
        "what is typed is taken or refused with the reason",
        arguments: [
            ("https://example.org/notify", Outreach.world, nil), ("http://example.org/notify", .world, .notSecure),
            ("http://localhost:8080/x", .loopback, nil), ("http://example.org/x", .loopback, .notSecure),
            ("http://10.0.0.1/x", .inward, nil), ("ftp://example.org/x", .inward, .notSecure),
            ("https://a:b@example.org/", .world, .hasUser), ("https://example.org/#x", .world, .hasFragment),
            ("example.org", .world, .unreadable), ("https://例子.org/", .world, .unreadable), ("", .world, .unreadable),
        ] as [(String, Outreach, WebAddress.Problem?)])
    func typed(text: String, outreach: Outreach, problem: WebAddress.Problem?) {
        var found: WebAddress.Problem?
        do { _ = try WebAddress(text, outreach) } catch { found = error }
        #expect(found == problem)
    }

    @Test(
        "other spellings of one's own machine are its own",
        arguments: [
            "https://127.1/", "https://2130706433/", "https://0x7f.0.0.1/", "https://localhost/",
        ])
    func spellings(text: String) async throws {
        let receipt = await Courier(.world).send(
            Parcel(to: try WebAddress(text, .world), headers: [], body: []))
        #expect(receipt == .failed(.inward))
    }
}
