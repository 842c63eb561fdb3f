/// The known word nearest to what somebody wrote, if at most so many letters were mistyped; of equals the first.
///
/// For “您是不是要填……”: never taken over without a person's yes. Of a word of two characters one is half of it, so there the
/// nearest must be the only one so near (在遍 is 在编, but 合x may be 合同 or 合并); a single character is only matched whole.
public func nearest(_ word: String, in known: [String], atMost limit: Int = 1) -> String? {
    let written = Array(normalized(word).lowercased())
    var best: (word: String, distance: Int, isShort: Bool, rivals: Int)?
    for candidate in known {
        let letters = Array(normalized(candidate).lowercased())
        let shorter = min(written.count, letters.count)
        let allowed = min(shorter - 1, best?.distance ?? limit, limit)
        guard letters == written || abs(letters.count - written.count) <= allowed else { continue }
        let distance = distance(written, letters)
        guard distance == 0 || distance <= allowed else { continue }
        if let held = best, held.distance == distance {
            best?.rivals += candidate == held.word ? 0 : 1
        } else {
            best = (candidate, distance, shorter < 3, 0)
        }
    }
    guard let best, best.distance == 0 || !best.isShort || best.rivals == 0 else { return nil }
    return best.word
}

/// How many letters must be put in, left out, replaced or swapped with their neighbour (optimal string alignment).
private func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = [], last = Array(0...b.count)
    for row in 0..<a.count {
        var next = [row + 1]
        for column in 0..<b.count {
            let change = last[column] + (a[row] == b[column] ? 0 : 1)
            var least = min(change, last[column + 1] + 1, next[column] + 1)
            if row > 0, column > 0, a[row] == b[column - 1], a[row - 1] == b[column] {
                least = min(least, before[column - 1] + 1)
            }
            next.append(least)
        }
        (before, last) = (last, next)
    }
    return last[b.count]
}
