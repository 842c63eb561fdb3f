import Web

/// Writes entries as a calendar that every program reads (RFC 5545).
enum ICalendar {
    /// `name` is what the subscriber's list shows; `host` makes the keys unlike those of other houses.
    static func text(_ entries: [CalendarEntry], name: String, host: String, at now: Instant) -> String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//UnionHome//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
            "X-WR-CALNAME:\(escaped(name))", "X-WR-TIMEZONE:Asia/Shanghai", "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        ]
        for entry in entries { lines += event(entry, host: host, at: now) }
        lines.append("END:VCALENDAR")
        return lines.map { folded($0) + "\r\n" }.joined()
    }

    private static func event(_ entry: CalendarEntry, host: String, at now: Instant) -> [String] {
        var lines = ["BEGIN:VEVENT", "UID:\(escaped(entry.key))@\(host)", "DTSTAMP:\(utc(now))"]
        switch entry.time {
        case .days(let first, let last):
            // The end is the first day that is free again.
            lines += [
                "DTSTART;VALUE=DATE:\(date(first))", "DTEND;VALUE=DATE:\(date(last.adding(days: 1)))",
                "TRANSP:TRANSPARENT",
            ]
        case .hours(let from, let until): lines += ["DTSTART:\(utc(from))", "DTEND:\(utc(until))"]
        }
        lines.append("SUMMARY:\(escaped(entry.title))")
        if let place = entry.place { lines.append("LOCATION:\(escaped(place))") }
        let words = entry.words + (entry.path.map { "\n登录教工之家查看：\($0.text)" } ?? "")
        if !words.isEmpty { lines.append("DESCRIPTION:\(escaped(words))") }
        if entry.isCancelled { lines.append("STATUS:CANCELLED") }
        return lines + ["END:VEVENT"]
    }

    /// `20250328`
    private static func date(_ day: Day) -> String { day.description.filter { $0 != "-" } }

    /// `20250328T070405Z`
    private static func utc(_ instant: Instant) -> String {
        let moved = instant.adding(hours: -8)
        let second = moved.secondOfDay
        return "\(date(moved.day))T\(padded(second / 3600, 2))\(padded(second / 60 % 60, 2))\(padded(second % 60, 2))Z"
    }

    static func escaped(_ words: String) -> String {
        var out = ""
        for character in words.unicodeScalars {
            switch character {
            case "\\": out += "\\\\"
            case ";": out += "\\;"
            case ",": out += "\\,"
            case "\n": out += "\\n"
            default: if character.value >= 0x20 { out.unicodeScalars.append(character) }
            }
        }
        return out
    }

    /// Lines of at most 75 bytes; what is longer goes on after a blank, and no character is cut.
    static func folded(_ line: String) -> String {
        var out = "", room = 75
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if size > room {
                out += "\r\n "
                room = 74
            }
            out.unicodeScalars.append(scalar)
            room -= size
        }
        return out
    }
}
