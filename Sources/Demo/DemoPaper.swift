import Federation
import Web

/// The papers of a demo's history.
enum DemoPaper: CaseIterable {
    case rename
    case merger
    case split

    var number: String {
        switch self {
        case .rename: "校工发〔2024〕17 号"
        case .merger: "校工发〔2025〕4 号"
        case .split: "校工发〔2025〕21 号"
        }
    }

    /// The day it takes effect.
    var on: String {
        switch self {
        case .rename: "2024-09-01"
        case .merger: "2025-03-01"
        case .split: "2025-09-01"
        }
    }

    /// The day it was signed.
    var day: String {
        switch self {
        case .rename: "2024-08-26"
        case .merger: "2025-02-24"
        case .split: "2025-08-29"
        }
    }

    var title: String {
        switch self {
        case .rename: "关于信息学院分会更名的批复"
        case .merger: "关于合并成立法学与经济管理学院分会的批复"
        case .split: "关于设立数学科学学院分会的批复"
        }
    }

    var body: [String] {
        switch self {
        case .rename: ["同意信息学院分会更名为信息科学技术学院分会。", "原分会的会员和工作由更名后的分会承接。"]
        case .merger: ["同意经济管理学院分会与法学院分会合并，", "成立法学与经济管理学院分会。", "原两个分会的会员随同转入，原分会同时撤销。"]
        case .split: ["同意从理学院分会分出数学科学学院分会，", "理学院第一小组随同划入。", "其余会员仍在理学院分会。"]
        }
    }
}

/// The scans of a demo's papers, put on its shelf.
struct DemoPapers {
    private(set) var scans: [DemoPaper: PaperScan] = [:]

    init(_ plan: DemoPlan, on shelf: Shelf) throws {
        for paper in DemoPaper.allCases {
            let bytes = PaperDrawing(paper, from: "演示用文件", of: plan.title).bytes
            scans[paper] = PaperScan(
                hash: try shelf.keep(bytes, wall: PaperScan.wall), size: bytes.count, format: .pdf,
                name: "\(paper.title).pdf")
        }
    }
}
