/// Surnames that dictionaries misread, or that families read in two ways, the commoner reading first.
///
/// Gathered by hand from common knowledge, not from a cited source; whatever stands here is added to the dictionary's
/// reading and never replaces it, so a doubtful one only finds more.
let surnameReadings: [String: [[String]]] = table(
    """
    单 shan; 單 shan; 曾 zeng; 仇 qiu; 区 ou; 區 ou; 查 zha; 乐 yue le; 樂 yue le; 吕 lv; 呂 lv; 解 xie
    任 ren; 盖 ge gai; 蓋 ge gai; 覃 qin tan; 朴 piao; 缪 miao; 繆 miao; 翟 zhai di; 冼 xian; 洗 xian
    宓 mi fu; 员 yun; 員 yun; 召 shao; 祭 zhai; 黑 he; 折 she; 种 chong; 秘 bi; 逄 pang; 隗 wei kui; 繁 po
    尹 yin; 佴 nai; 晟 cheng sheng; 谌 chen shen; 諶 chen shen; 郇 xun huan; 郗 xi chi; 葛 ge; 华 hua; 華 hua
    燕 yan; 应 ying; 應 ying; 纪 ji; 紀 ji; 宁 ning; 甯 ning; 寗 ning; 车 che; 車 che; 贾 jia; 賈 jia
    费 fei bi; 費 fei bi; 柏 bai bo; 薄 bo; 卜 bu; 晁 chao; 褚 chu; 都 du; 过 guo; 過 guo; 哈 ha; 撒 sa
    句 gou; 勾 gou; 佘 she; 厍 she; 库 she ku; 厉 li; 令 ling; 呙 guo; 娄 lou; 牟 mu mou; 那 na; 能 nai
    倪 ni; 乜 nie; 逢 pang; 裴 pei; 邳 pi; 戚 qi; 亓 qi; 綦 qi; 强 qiang jiang; 強 qiang jiang; 瞿 qu; 曲 qu
    阙 que; 芮 rui; 赛 sai; 沙 sha; 少 shao; 莘 shen xin; 沈 shen; 沉 shen; 石 shi; 殳 shu; 眭 sui; 粟 su
    隋 sui; 宿 su; 邰 tai; 庹 tuo; 危 wei; 韦 wei; 尉 wei yu; 相 xiang; 缐 xian; 线 xian; 郤 xi; 行 xing hang
    省 xing; 荥 xing; 胥 xu; 宣 xuan; 禤 xuan; 鄢 yan; 闫 yan; 幺 yao; 么 yao; 要 yao; 叶 ye; 葉 ye; 伊 yi
    弋 yi; 殷 yin; 於 yu; 虞 yu; 郁 yu; 恽 yun; 惲 yun; 臧 zang; 藏 zang; 笮 ze; 占 zhan; 詹 zhan; 仉 zhang
    长 zhang chang; 長 zhang chang; 赵 zhao; 甄 zhen; 郅 zhi; 中 zhong; 重 chong zhong; 祝 zhu; 竺 zhu; 訾 zi
    俎 zu; 昝 zan; 不 fou; 炅 gui; 桂 gui; 妫 gui; 虢 guo; 观 guan; 冠 guan; 妘 yun; 郏 jia; 谯 qiao; 谈 tan
    幸 xing; 阚 kan; 闞 kan; 夏 xia; 洪 hong; 红 hong; 角 jue jiao; 矫 jiao; 嵇 ji; 稽 ji; 暨 ji; 藉 ji
    璩 qu; 苑 yuan; 贠 yun; 从 cong; 叢 cong; 丛 cong; 鲍 bao; 暴 bao; 贲 ben; 卞 bian; 般 ban; 阿 a e; 艾 ai
    敖 ao; 俞 yu shu; 遆 ti; 生 sheng; 尉迟 yu,chi wei,chi; 尉遲 yu,chi; 万俟 mo,qi wan,si wan,qi; 澹台 tan,tai; 澹臺 tan,tai
    长孙 zhang,sun chang,sun; 長孫 zhang,sun chang,sun; 单于 chan,yu dan,yu shan,yu
    令狐 ling,hu; 皇甫 huang,fu; 宰父 zai,fu; 乐正 yue,zheng
    子车 zi,ju; 鲜于 xian,yu; 鮮于 xian,yu; 濮阳 pu,yang; 夹谷 jia,gu; 呼延 hu,yan; 贺若 he,ruo; 贺兰 he,lan
    拓跋 tuo,ba; 榖梁 gu,liang; 谷梁 gu,liang; 太叔 tai,shu; 达奚 da,xi; 颛孙 zhuan,sun; 钟离 zhong,li
    """)

/// Characters of given names that are read in two ways, with the reading the dictionary does not give first.
let otherReadings: [Character: [String]] = {
    let rows = """
        晟 cheng sheng; 茜 xi qian; 乐 yue le; 樂 yue le; 柏 bo bai; 朝 zhao chao; 重 chong zhong; 长 zhang chang
        長 zhang chang; 行 hang xing; 莘 xin shen; 娜 nuo na; 阿 e a; 盛 cheng sheng; 传 zhuan chuan
        曾 zeng ceng; 单 shan dan; 仇 qiu; 俊 jun; 宿 xiu su; 藏 zang cang; 参 shen can; 朴 piao pu; 宁 ning
        尉 yu wei; 说 yue shuo; 调 tiao diao; 强 jiang qiang; 还 huan hai; 降 xiang jiang; 率 lv shuai
        省 xing sheng; 殷 yan yin; 车 ju che; 会 kuai hui; 系 ji xi; 洗 xian xi; 珏 jue yu; 咏 yong; 祎 yi hui
        翟 zhai di; 瑱 tian zhen; 琪 qi; 栎 yue li; 贲 ben bi; 适 shi kuo; 莞 guan wan; 葳 wei
        """
    return Dictionary(
        table(rows).map { (Character($0.key), $0.value.compactMap(\.first)) }, uniquingKeysWith: { first, _ in first })
}()

/// Reads `key reading reading; …`, syllables of a compound joined by commas; of a key named twice the first line
/// counts.
private func table(_ text: String) -> [String: [[String]]] {
    var out: [String: [[String]]] = [:]
    for entry in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
        let words = entry.split(separator: " ")
        guard let key = words.first, out[String(key)] == nil else { continue }
        out[String(key)] = words.dropFirst().map { $0.split(separator: ",").map(String.init) }
    }
    return out
}
