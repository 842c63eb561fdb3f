import Base

/// Days as spreadsheets count them: from 1900 with a 29th of February that never was, or from 1904.
enum SerialDay {
    /// The day of a number, its time of day dropped; nothing for a mere time, the false leap day and all out of range.
    static func day(_ serial: Double, from1904: Bool) -> Day? {
        guard serial >= (from1904 ? 0 : 1), serial < 2_958_466 else { return nil }
        let whole = Int(serial)
        if from1904 {
            return whole == 0 && serial > 0 ? nil : within(whole - 24_107)
        }
        if whole == 60 { return nil }
        return within(whole - (whole < 60 ? 25_568 : 25_569))
    }

    /// The number of a day in the system of 1900; nothing for days before March 1900, which programs disagree about.
    static func serial(of day: Day) -> Int? {
        let serial = day.number + 25_569
        return serial > 60 && serial < 2_958_466 ? serial : nil
    }

    private static func within(_ number: Int) -> Day? {
        number <= 2_932_896 ? Day(number: number) : nil
    }
}
