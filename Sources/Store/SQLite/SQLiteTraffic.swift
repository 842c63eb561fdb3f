/// An open file: the thread that writes it and those that read it, each with its connection. All start when first needed.
final class SQLiteTraffic: Sendable {
    let lane: SQLiteLane
    let readers: SQLiteReaders

    /// `isOpenedAgain`: whether the file was open before, so that its log may hold what a failed commit left.
    init(path: String, settings: SQLiteSettings, tally: SQLiteTally, isOpenedAgain: Bool) {
        let harbour = SQLiteHarbour(path: path, settings: settings)
        readers = SQLiteReaders(harbour)
        lane = SQLiteLane(harbour, berths: readers.berths, tally: tally, isUnsettled: isOpenedAgain)
    }

    deinit {
        lane.leave()
        readers.leave()
    }

    /// Lets what waits be done, then ends the threads.
    func close() async {
        await readers.close()
        await lane.close()
    }
}
