import Web

/// Where the boxes of an organisation chart stand, in pixels: leaves one below the other, each parent at the middle of its own.
struct DiagramSheet: Sendable {
    /// A unit's box, or the box that says how many more there are.
    struct Box: Sendable {
        let x: Int
        let y: Int
        let height: Int
        let name: String
        let remark: String
        /// Everything in full, for a pointer that rests on it and for readers.
        let title: String
        let path: Path
        let className: String

        var middle: Int { y + height / 2 }
    }

    /// A line from a parent's box to a child's.
    struct Edge: Equatable, Sendable {
        let fromX: Int
        let fromY: Int
        let toX: Int
        let toY: Int
    }

    static let boxWidth = 232
    static let columnGap = 56
    static let rowGap = 10
    /// Height of a box with two lines.
    static let tall = 48

    private(set) var boxes: [Box] = []
    private(set) var edges: [Edge] = []
    private(set) var height = 0
    let width: Int

    private let counts: TreeCounts

    init(
        root: TreeLine?, children: [TreeLine], below: [ID<Unit>: [TreeLine]], perBranch: Int, counts: TreeCounts
    ) {
        self.counts = counts
        let hasThird = children.contains { !(below[$0.id] ?? []).isEmpty }
        let columns = hasThird ? 3 : 2
        width = columns * Self.boxWidth + (columns - 1) * Self.columnGap + 8
        var middles: [Int] = []
        for child in children {
            middles.append(place(child, below[child.id] ?? [], perBranch))
            height += Self.rowGap
        }
        guard let root, let first = middles.first, let last = middles.last else { return }
        // On a sheet taller than a window the root would be out of sight at the middle.
        let middle = height > 1_200 ? first : (first + last) / 2
        let top = box(root, column: 0, y: middle - Self.tall / 2, className: "ob top")
        boxes.insert(top, at: 0)
        edges += middles.map { edge(from: top.middle, column: 0, to: $0) }
    }

    /// Places a child with what lies below it, and gives the middle of its box.
    private mutating func place(_ child: TreeLine, _ inside: [TreeLine], _ perBranch: Int) -> Int {
        let shown = inside.count > perBranch + 1 ? Array(inside.prefix(perBranch)) : inside
        let start = height + 4
        var y = start
        var lower: [Box] = []
        for line in shown {
            lower.append(box(line, column: 2, y: y, className: "ob"))
            y += Self.tall + Self.rowGap
        }
        if inside.count > shown.count {
            lower.append(more(inside.count - shown.count, of: child, y: y))
            y += Self.tall + Self.rowGap
        }
        height = max(y, start + Self.tall + Self.rowGap)
        let middle = lower.isEmpty ? start + Self.tall / 2 : (lower[0].middle + lower[lower.count - 1].middle) / 2
        let own = box(child, column: 1, y: middle - Self.tall / 2, className: "ob mid")
        boxes.append(own)
        boxes += lower
        edges += lower.map { edge(from: own.middle, column: 1, to: $0.middle) }
        return own.middle
    }

    private func box(_ line: TreeLine, column: Int, y: Int, className: String) -> Box {
        let remark = remark(of: line, counts)
        let isWanting = counts.leader(line) == nil && !counts.wanting(line).isEmpty
        return Box(
            x: x(column), y: y, height: Self.tall, name: cut(line.shortName, 14), remark: cut(remark, 17),
            title: "\(line.name)，\(remark)", path: Places.unit(line.id),
            className: isWanting ? className + " wanting" : className)
    }

    private func more(_ count: Int, of parent: TreeLine, y: Int) -> Box {
        Box(
            x: x(2), y: y, height: Self.tall, name: "另有 \(count) 个", remark: "看\(cut(parent.shortName, 13))",
            title: "\(parent.shortName)另有 \(count) 个下级，打开它的组织图", path: Places.unitDiagram(parent.id),
            className: "ob more")
    }

    private func edge(from: Int, column: Int, to: Int) -> Edge {
        Edge(fromX: x(column) + Self.boxWidth, fromY: from, toX: x(column + 1), toY: to)
    }

    private func x(_ column: Int) -> Int { 4 + column * (Self.boxWidth + Self.columnGap) }

    /// As much of the words as a line holds, counted in Chinese characters; two Latin letters take the room of one.
    private func cut(_ words: String, _ room: Int) -> String {
        var left = room * 2
        var kept = ""
        for character in words {
            left -= character.isASCII ? 1 : 2
            guard left >= 0 else { return kept + "…" }
            kept.append(character)
        }
        return kept
    }
}
