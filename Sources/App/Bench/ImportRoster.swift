import Federation
import Glibc
import Web

/// Rosters of any length for measuring imports: people who are all different, in forty universities of ten branches each.
enum ImportRoster {
    static let root = "测量市教育工会"
    private static let bases = 40
    private static let branches = 10

    /// A list of a city comes school by school: five hundred of one, then of the next.
    static func base(_ number: Int) -> String { "第\(number / 500 % bases + 1)大学工会" }
    static func branch(_ number: Int) -> String { "第\(number / 500 % bases + 1)大学第\(number % branches + 1)分会" }

    /// The units that the rosters name.
    static func found(in tx: Transaction) throws {
        func unit(_ name: String, _ level: UnitLevel, _ kind: UnitKind, _ above: UnitEntry?) throws -> UnitEntry {
            let short = String(name.replacing("工会", with: ""))
            return try UnitEntry.insert(
                UnitDraft(name: name, shortName: short, level: level, kind: kind), under: above, in: tx)
        }
        let top = try unit(root, .municipal, .industrial, nil)
        for number in 0..<bases {
            let university = try unit(base(number * 500), .base, .university, top)
            for part in 0..<branches { _ = try unit(branch(number * 500 + part), .branch, .branch, university) }
        }
    }

    static func write(_ numbers: Range<Int>, to path: String) throws(StartProblem) {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StartProblem("不能写入 \(path)。") }
        defer { close(file) }
        var text = "工号,姓名,性别,身份证号,出生日期,手机号,所在部门,用工形式,会籍状态,入会日期,备注\n"
        for number in numbers {
            text += line(number)
            guard text.utf8.count > 1 << 18 || number == numbers.upperBound - 1 else { continue }
            guard Files.write(text.utf8, to: file) else { throw StartProblem("不能写入 \(path)。") }
            text = ""
        }
    }

    private static let surnames = Array("王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗")
    private static let given = Array("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文志新春晓玉兰海波云宁山川")

    private static func line(_ number: Int) -> String {
        let born = Day(number: -5_000 + number / 500 % 13_000)
        let order = number % 500 * 2
        let digits = "\(110_101 + number / 6_500_000)\(plain(born))\(padded(order % 1000, 3))"
        let first = given[number / 20 % given.count]
        let second = given[number / 20 / given.count % given.count]
        return """
            W\(padded(number, 8)),\(surnames[number % 20])\(first)\(second),女,\(digits)\(check(digits)),\(born),\
            138\(padded(number % 100_000_000, 8)),\(branch(number)),\(["在编", "聘用", "编外"][number % 3]),在籍,\
            2016-09-01,

            """
    }

    private static func plain(_ day: Day) -> String { day.description.filter { $0 != "-" } }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The eighteenth character by ISO 7064, MOD 11-2.
    private static func check(_ digits: String) -> String {
        let rest = digits.utf8.reduce(0) { ($0 + Int($1) - 48) * 2 % 11 }
        let value = (12 - rest) % 11
        return value == 10 ? "X" : String(value)
    }
}
