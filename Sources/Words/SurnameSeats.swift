import Base

/// Where a misread surname stands in the order by pinyin: each with a sign of its true reading that is nobody's surname.
///
/// ICU orders 曾 as céng and 单 as dān. With its stand-in the name sorts where people look for it, 曾 under zēng and 单 under
/// shàn, and those of one surname stay together because no other has the same stand-in.
private let surnameSeats: [String: String] = {
    let rows = """
        单缮 單缮 曾增 仇囚 区鸥 區鸥 查渣 乐悦 樂悦 解懈 盖舸 蓋舸 覃擒 朴瓢 缪庙 繆庙 翟宅 员韵 員韵 召哨 祭寨 折蛇 种虫 秘蔽 隗苇
        繁婆 佴耐 郇巡 薄搏 卜捕 都督 句沟 能奈 乜啮 沉审 省醒 么邀 藏脏 逢旁 不缶 炅柜 阚瞰 角掘 贠蕴 尉迟欲迟 尉遲欲遲 万俟沫俟
        澹台潭台 澹臺潭臺 单于蝉于 乐正悦正 拓跋唾跋
        """
    let pairs = rows.split(whereSeparator: \.isWhitespace).map { row in
        (String(row.prefix(row.count / 2)), String(row.suffix(row.count / 2)))
    }
    return Dictionary(uniqueKeysWithValues: pairs)
}()

/// All surnames that do not stand where the dictionary puts them.
let seatedSurnames = surnameSeats.keys.sorted()

/// A person's name as it is put in order: a misread surname by its stand-in, all else as it is.
func seated(_ name: String) -> String {
    let surname = Surnames.surname(of: name)
    guard let seat = surnameSeats[surname] else { return name }
    return seat + name.dropFirst(surname.count)
}
