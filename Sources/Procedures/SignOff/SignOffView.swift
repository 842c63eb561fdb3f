import Federation
import Web

/// What the page of a case shows, read in one go.
struct SignOffView {
    let signOff: SignOff
    let line: SignOffLine?
    let chain: [SignOffLink]
    let past: [SignOffStep]
    /// The seat from which the visitor may decide now.
    let seat: Seat?
    /// The seat from which the visitor may take it over from a unit below that is late.
    let upper: Seat?
    /// Whether the visitor files for the unit it comes from.
    let isOwn: Bool
    let clock: ClockReading?
    let body: HTML
    let deskUnit: ID<Unit>
    let now: Instant

    init(_ signOff: SignOff, as officer: Officer, _ lines: SignOffLines, in tx: Transaction) throws {
        self.signOff = signOff
        line = lines[signOff.line]
        chain = try signOff.chain(in: tx)
        past = try SignOffStep.all(of: signOff.id, in: tx)
        clock = signOff.clock(on: tx.today, by: houseCalendar)
        let seats = try signOff.state.isOpen ? Seat.all(of: officer.person, in: tx) : []
        let may = { (unit: ID<Unit>) in
            let fitting = seats.filter { $0.unit == unit && $0.allows(signOff.needs) }
            return fitting.first { $0.absent == nil } ?? fitting.first
        }
        let isHeld = signOff.state == .held
        seat = isHeld ? signOff.holder.flatMap(may) : nil
        upper = isHeld && !signOff.isLast && clock?.isLate == true ? may(chain[signOff.place + 1].unit) : nil
        isOwn = line.flatMap { officer.also($0.files) }?.reaches(signOff.unitPath) ?? false
        body = try line?.body(signOff.subject, signOff, tx) ?? .none
        deskUnit = seat?.unit ?? upper?.unit ?? (isOwn ? signOff.unit : signOff.holder ?? signOff.unit)
        now = tx.now
    }

    var words: String { line?.words ?? signOff.line }

    var json: JSON {
        [
            "id": JSON(signOff.id), "line": JSON(signOff.line), "line_version": JSON(signOff.lineVersion),
            "title": JSON(signOff.title), "unit": JSON(signOff.unit), "state": JSON(signOff.state.rawValue),
            "holder": JSON(signOff.holder), "since": JSON(signOff.since.iso), "version": JSON(signOff.version),
            "due": JSON(clock?.dueOn?.description), "is_late": .bool(clock?.isLate ?? false),
            "calendar": JSON(houseCalendar.version),
            "chain": .array(chain.map { ["unit": JSON($0.unit), "name": JSON($0.name), "days": JSON($0.days)] }),
            "history": .array(history.map(\.json)),
        ]
    }

    /// What it waits for, and what happened, the latest first.
    var history: [CaseLine] {
        var lines: [CaseLine] = []
        if signOff.state == .held, let name = signOff.holderName {
            lines.append(
                CaseLine(next: "等\(name)审批", by: clock?.dueOn, detail: "自 \(signOff.since.minute) 起由\(name)办理。"))
        } else if signOff.state == .returned {
            lines.append(CaseLine(next: "等\(signOff.unitName)修改后重新提交", by: nil))
        }
        for (order, step) in past.enumerated().reversed() {
            lines.append(
                CaseLine(
                    "\(step.unitName) \(step.act.words)", at: step.at, Self.sign(step.act),
                    detail: step.who + spent(order), quote: step.words, place: order == past.count - 1 ? .now : .past))
        }
        return lines
    }

    /// How long a holder had it: `，用 2 个工作日`; nothing for what the filing unit did.
    private func spent(_ order: Int) -> String {
        guard order > 0, [.forward, .approve, .giveBack, .refuse, .lift].contains(past[order].act),
            let days = ClockRule.Days.working.count(
                after: past[order - 1].at.day, through: past[order].at.day, by: houseCalendar)
        else { return "" }
        return days == 0 ? "，当天办理" : "，用 \(days) 个工作日"
    }

    private static func sign(_ act: SignOffAct) -> HTML {
        switch act {
        case .file, .refile: icon("send")
        case .forward: icon("arrow-up-circle")
        case .approve: icon("check-circle")
        case .giveBack: icon("arrow-return-left")
        case .refuse: icon("x-circle")
        case .withdraw: icon("arrow-counterclockwise")
        case .lift: icon("arrow-bar-up")
        }
    }
}
