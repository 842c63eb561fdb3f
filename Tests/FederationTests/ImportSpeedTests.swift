import Base
import Foundation
import Testing
import Web

@testable import Federation

/// Twenty thousand rows, on a release build: `UNIONHOME_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter ImportSpeed`.
@Suite("The speed of an import", .enabled(if: ProcessInfo.processInfo.environment["UNIONHOME_MEASURE"] != nil))
struct ImportSpeedTests {
    @Test func `is twenty thousand rows in seconds`() async throws {
        try await withImportTown { town in
            let count = 20_000
            let start = try #require(Day("1960-01-01"))
            let rows = (0..<count).map { number in
                let born = start.adding(days: number % 14_000)
                let digits = born.description.filter { $0 != "-" }
                let identity = sound("450102\(digits)\(padded(number / 14_000 * 2 + 1, 3))")
                return
                    "Z\(number),\("王李张刘陈"[number % 5])\("明华文静安"[number / 5 % 5]),男,\(identity),\(born),139\(padded(number, 8)),"
                    + (number % 2 == 0 ? "文学院" : "理学院") + ",在编,在籍,2005-09-01,"
            }
            let path = try town.file(
                "many.csv", "工号,姓名,性别,身份证号,出生日期,手机号,所在部门,用工形式,会籍状态,入会日期,备注\n" + rows.joined(separator: "\n"))
            let clock = ContinuousClock()
            var batch = try await town.check(roster: "姓名\n无\n")
            let checking = try await clock.measure { batch = try await town.check(path) }
            #expect(batch.new == count)
            let writing = try await clock.measure { batch = try await town.write(batch) }
            #expect(batch.written == count)
            let again = try await clock.measure { _ = try await town.check(path) }
            let undoing = try await clock.measure { batch = try await town.undo(batch) }
            #expect(batch.written == 0)
            print(
                "import of \(count): checked \(checking), written \(writing), checked again \(again), undone \(undoing)"
            )
        }
    }
}

extension String {
    fileprivate subscript(place: Int) -> Character { self[index(startIndex, offsetBy: place)] }
}
