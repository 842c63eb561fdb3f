import Access
import Testing

@Suite("Where a token may be used") struct AddressRangeTests {
    @Test(
        "a block holds its addresses",
        arguments: [
            ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false), ("192.0.2.0/24", "192.0.2.200", true),
            ("192.0.2.0/24", "192.0.3.1", false), ("192.0.2.7", "::ffff:192.0.2.7", true),
            ("2001:DB8::1", "2001:db8::1", true),
            ("10.0.0.0/8", "2001:db8::1", false),
        ])
    func holds(text: String, address: String, isIn: Bool) throws {
        #expect(try #require(AddressRange(text)).contains(address) == isIn)
    }

    @Test(
        "what is no address is not taken",
        arguments: ["", "a", "1.2.3", "1.2.3.4/33", "1.2.3.4/4", "1.2.3.4/8/9", "300.1.1.1"])
    func refused(text: String) {
        #expect(AddressRange(text) == nil)
    }
}
