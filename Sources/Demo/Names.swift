import Base

/// Made-up names: a surname by how common it is, and one or two signs of a list. They are nobody's in particular.
struct Names {
    private static let surnames: [(name: String, weight: Int)] = [
        ("王", 70), ("李", 70), ("张", 66), ("刘", 52), ("陈", 45), ("杨", 30), ("赵", 28), ("黄", 22), ("周", 20), ("吴", 20),
        ("徐", 17), ("孙", 16), ("马", 14), ("朱", 13), ("胡", 13), ("郭", 12), ("何", 12), ("高", 12), ("林", 12), ("罗", 10),
        ("郑", 10), ("梁", 9), ("谢", 8), ("宋", 8), ("唐", 8), ("许", 8), ("韩", 8), ("冯", 7), ("邓", 7), ("曹", 7),
        ("彭", 6), ("曾", 6), ("萧", 5), ("田", 5), ("董", 5), ("袁", 5), ("潘", 5), ("于", 5), ("蒋", 5), ("蔡", 5),
        ("余", 5), ("杜", 4), ("叶", 4), ("程", 4), ("苏", 4), ("魏", 4), ("吕", 4), ("丁", 4), ("任", 4), ("沈", 4),
        ("单", 2), ("仇", 1), ("区", 1), ("查", 1), ("乐", 1), ("解", 1), ("覃", 2), ("欧阳", 2), ("司马", 1), ("尉迟", 1),
    ]
    private static let weights = surnames.reduce(0) { $0 + $1.weight }
    private static let female = Array(
        "芳敏静丽艳娟霞秀玲桂英梅琳雪倩颖洁莹岚晓雯婷瑶佳欣怡菲蓉慧妍舒宁清韵澜思雨桐若昕悦婉")
    private static let male = Array(
        "伟强磊军勇杰涛明超刚平辉鹏斌飞建国志海林峰浩宇轩博文瑞晨阳远航立新家栋泽楷睿毅恒景行")
    private static let both = Array("华文春云安宁和一子乐天嘉君书言承之")

    static func draw(_ sex: String, _ dice: inout Dice) -> String {
        let signs = sex == "female" ? female : male
        var name = surname(&dice)
        name.append(Int.random(in: 0..<5, using: &dice) == 0 ? pick(both, &dice) : pick(signs, &dice))
        if Int.random(in: 0..<100, using: &dice) < 78 { name.append(pick(signs + both, &dice)) }
        return name
    }

    private static func surname(_ dice: inout Dice) -> String {
        var rest = Int.random(in: 0..<weights, using: &dice)
        for (name, weight) in surnames {
            if rest < weight { return name }
            rest -= weight
        }
        return "王"
    }

    private static func pick(_ signs: [Character], _ dice: inout Dice) -> Character {
        signs[Int.random(in: 0..<signs.count, using: &dice)]
    }
}
