public import Web

/// Putting a photograph in without a visit: for the demo, and for whatever brings photographs with their consents one day.
public enum PhotographFile {
    /// Keeps a picture with the consent that it needs. `way` is how an officer was told of it; nil when the person gave it
    /// themselves. Fails when the file is no picture.
    public static func put(
        _ file: [UInt8], of person: ID<Person>, toldBy way: String?, on day: Day, by actor: ID<Person>, _ shelf: Shelf,
        _ tx: Transaction
    ) throws {
        let portrait = try Portrait(file)
        let mark = try shelf.keep(portrait.bytes, wall: Photograph.wall(person))
        let told = way.flatMap { Consent.Way(rawValue: $0) } ?? .own
        let consent =
            try Consent.standing(of: person, in: tx)?.id ?? Consent.insert(of: person, told, on: day, by: actor, in: tx)
        try Photograph.replace(of: person, with: portrait, at: mark, under: consent, by: actor, in: tx)
    }
}
