public import Base

/// The text of a key file: one line a key, `id created purpose base64`; lines beginning with `#` are for people.
extension KeyRing {
    /// Why there is no ring. The words name the file and never a key.
    public enum Problem: Explained, Equatable, Sendable {
        case missing(path: String)
        case exists(path: String)
        /// Others than its owner may read it; the permission bits it has.
        case open(path: String, mode: Int)
        case unreadable(path: String, reason: String)
        case unwritable(path: String, reason: String)
        /// A line, counted from 1, that is not a key.
        case line(Int)
        case repeated(id: String)
        case lacking(Purpose)
        case several(Purpose)

        public var words: String {
            switch self {
            case .missing(let path): "找不到密钥文件 \(path)。请从备份恢复；如果是第一次安装，请先创建。"
            case .exists(let path): "密钥文件 \(path) 已经存在，没有覆盖。覆盖会使已加密的资料永远无法打开。"
            case .open(let path, let mode):
                "密钥文件 \(path) 的权限是 \(String(mode, radix: 8))，其他用户也能读取。请执行 chmod 600 \(path) 后再启动。"
            case .unreadable(let path, let reason): "密钥文件 \(path) 无法读取：\(reason)。"
            case .unwritable(let path, let reason): "密钥文件 \(path) 无法写入：\(reason)。"
            case .line(let number): "密钥文件第 \(number) 行格式不对，应为“编号 日期 用途 密钥”。请从备份恢复。"
            case .repeated(let id): "密钥文件里编号 \(id) 出现了两次。请从备份恢复。"
            case .lacking(let purpose): "密钥文件里缺少用途为 \(purpose.rawValue) 的密钥。请从备份恢复。"
            case .several(let purpose): "密钥文件里用途为 \(purpose.rawValue) 的密钥只能有一个。请从备份恢复。"
            }
        }
    }

    /// Reads the text of a key file; every fault is told, none is passed over.
    public init(text: String) throws(Problem) {
        var keys: [Key] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
            guard let key = Key(line: line) else { throw .line(index + 1) }
            if keys.contains(where: { $0.id == key.id }) { throw .repeated(id: key.hexID) }
            keys.append(key)
        }
        for purpose in Purpose.allCases {
            let count = keys.count { $0.purpose == purpose }
            if count == 0 { throw .lacking(purpose) }
            if count > 1, purpose != .seal { throw .several(purpose) }
        }
        self.init(trusting: keys)
    }

    /// The text of the key file. It is the secret itself: it goes nowhere but into that file.
    public var secretText: String {
        let head = "# 教工之家密钥文件：请与数据库分开备份，权限 600，不要修改，不要外传。\n"
        return head + keys.map { "\($0.line)\n" }.joined()
    }
}

extension KeyRing.Key {
    fileprivate var line: String { "\(hexID) \(created) \(purpose.rawValue) \(Base64URL.encode(bytes))" }

    fileprivate init?(line: Substring) {
        let parts = line.split(separator: " ")
        guard parts.count == 4, parts[0].utf8.count == 8, let id = UInt32(parts[0], radix: 16), let day = Day(parts[1]),
            let purpose = KeyRing.Purpose(rawValue: String(parts[2])), let bytes = Base64URL.decode(parts[3]),
            bytes.count == 32
        else { return nil }
        self.init(id: id, created: day, purpose: purpose, bytes: bytes)
    }
}
