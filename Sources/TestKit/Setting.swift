import Glibc

/// A variable of the environment; nothing where it is empty.
func setting(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    let value = unsafe String(cString: text)
    return value.isEmpty ? nil : value
}
