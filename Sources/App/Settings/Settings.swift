/// How the program is set up, each value already checked.
///
/// A flag is stronger than the environment, which is stronger than the file of `--config`, which is stronger than
/// these.
struct Settings: Equatable, Sendable {
    /// Where the federations are kept.
    enum Database: Equatable, Sendable {
        case sqlite
        /// As libpq reads it.
        case postgres(String)
    }

    /// When a store that is behind the program is brought up to it.
    enum Migrating: String, Sendable {
        case always = "yes"
        case never = "no"
        /// On SQLite, which only one process writes; never on PostgreSQL, where other servers may run.
        case whenAlone = "auto"
    }

    /// The folder of the installation.
    var data = "data"
    var database = Database.sqlite
    /// Connections to PostgreSQL.
    var connections = 4
    /// Federations whose SQLite files are open at once while nobody is at them.
    var openFederations = 64
    var address = "127.0.0.1"
    /// 0 takes any free one.
    var port: UInt16 = 8080
    /// Threads that move bytes.
    var threads = 1
    /// The folder of stylesheet, scripts and pictures; nil looks beside the binary and in `Assets`.
    var assets: String?
    /// The one federation that is served, on every host.
    var only: String?
    /// The file of the access log; `-` is the standard output, `none` no log.
    var log = "-"
    /// Addresses of proxies that are believed.
    var proxies: Set<String> = []
    /// Seconds that requests under way have after a signal to stop.
    var grace = 20
    var migrating = Migrating.whenAlone
    /// Whether changes may be sent to addresses inside the operator's own net.
    var sendsInward = false

    /// Whether a store that is behind is brought up to date at start.
    var migrates: Bool {
        switch migrating {
        case .always: true
        case .never: false
        case .whenAlone: database == .sqlite
        }
    }
}
