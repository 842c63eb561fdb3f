import Web

/// A look at somebody's sealed fields in full: who, at whom, why, and until when the page may be read.
///
/// Looking is an act: a POST makes the viewing with its reason and its audit entry; its page is a GET that needs a live viewing.
struct Viewing: Equatable, Sendable {
    let id: ID<Viewing>
    let viewer: ID<Person>
    let person: ID<Person>
    let madeAt: Instant
    let expiresAt: Instant

    /// How long the page may be read.
    static let minutes = 15
}
