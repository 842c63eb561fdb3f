import CSodium

/// Wakes libsodium, once in the life of the process; every entry to the room passes here first.
func wakeSodium() {
    _ = awake
}

private let awake: Void = {
    precondition(sodium_init() >= 0, "libsodium could not be started: no source of random numbers")
}()
