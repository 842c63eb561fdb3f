import Web

/// One file of members on its way in: uploaded, checked, confirmed, done; or cancelled, or undone as a whole.
struct ImportBatch: Sendable {
    let id: ID<ImportBatch>
}
