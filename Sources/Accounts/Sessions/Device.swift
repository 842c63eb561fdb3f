/// What a browser says of itself, in the words people use for it.
struct Device: Equatable {
    let words: String

    /// From a `User-Agent`, which anybody may forge: for recognising one's own, never for deciding.
    init(agent: String) {
        let machine = Self.first(of: Self.machines, in: agent) ?? "其他设备"
        let browser = Self.first(of: Self.browsers, in: agent)
        words = browser.map { "\(machine) · \($0)" } ?? machine
    }

    /// The more exact name first: every phone's agent also names what it is built on.
    private static let machines = [
        ("OpenHarmony", "鸿蒙设备"), ("HarmonyOS", "鸿蒙设备"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "安卓手机"),
        ("Windows", "Windows 电脑"), ("Macintosh", "苹果电脑"), ("UOS", "国产系统电脑"), ("Kylin", "国产系统电脑"),
        ("Linux", "Linux 电脑"),
    ]
    private static let browsers = [
        ("wxwork", "企业微信"), ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("HuaweiBrowser", "华为浏览器"),
        ("MiuiBrowser", "小米浏览器"), ("QQBrowser", "QQ 浏览器"), ("360SE", "360 浏览器"), ("Edg", "Edge 浏览器"),
        ("Firefox", "Firefox 浏览器"), ("Chrome", "Chrome 浏览器"), ("Safari", "Safari 浏览器"),
    ]

    private static func first(of names: [(sign: String, words: String)], in agent: String) -> String? {
        names.first { agent.contains($0.sign) }?.words
    }
}
