import Web

/// What a merger or a split changes beside units and members: places in clusters, and whom groups mean.
extension ChangePreview {
    mutating func lookAround(_ merger: Merger, _ officer: Officer, _ tx: Transaction) throws {
        var plan = PlannedTree()
        plan.gone = merger.sources
        let (near, place): (UnitEntry, String)
        switch merger.target {
        case .existing(let target): (near, place) = (target, target.path)
        case .founded(let draft, let parent): (near, place) = (parent, plan.found(draft, under: parent.path))
        }
        exits = try ClusterExit.all(ending: merger.sources.map(\.id), on: change.on, in: tx)
        for source in merger.sources {
            for child in try source.standingChildren(in: tx) {
                plan.moved.append((child, place))
                exits += try ClusterExit.all(moving: child, under: near, on: change.on, in: tx)
            }
        }
        touches = try GroupTouch.all(plan, near: merger.sources + [near], as: officer, in: tx)
        if !exits.isEmpty { notes.append("片组不随合并带过去，合并后的单位要在片组里另行加入。") }
    }

    mutating func lookAround(_ split: Split, _ officer: Officer, _ tx: Transaction) throws {
        var plan = PlannedTree()
        if split.isEnding { plan.gone = [split.source] }
        let above = split.source.path.dropLast(5)
        for share in split.shares {
            let place = plan.found(share.draft, under: String(above))
            plan.moved += share.units.map { ($0, place) }
        }
        if split.isEnding { exits = try ClusterExit.all(ending: [split.source.id], on: change.on, in: tx) }
        touches = try GroupTouch.all(plan, near: [split.source], as: officer, in: tx)
    }
}
