"""Plants exactly 300 faults of all kinds among 5,000 rows, and writes beside the roster which they are. Needs XlsxWriter; nobody
in it is real. The same seed makes the same file.

    python3 faults.py

Rows with something that is mended without asking stand among them too: those are no faults. `faults.json` holds the faults as
`[row, column, kind]` and the people whom the register must have before (`name, birth, number, identity, unit`).
"""

import datetime
import json
import pathlib
import random

import xlsxwriter

HERE = pathlib.Path(__file__).parent
ROWS = 5000
DICE = random.Random(300)
TITLES = ["职工号", "姓名", "性别", "身份证号码", "出生日期", "联系电话", "所属分会", "编制类型", "会员状态", "入会时间", "备注"]
NUMBER, NAME, SEX, IDENTITY, BIRTH, PHONE, UNIT, EMPLOYMENT, STATE, JOINED, NOTE = range(11)
COLUMNS = ["number", "name", "sex", "identity", "birth", "phone", "unit", "employment", "state", "joined", "note"]
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗", "文理静安和明华秀英建国春晓玉兰海波志强云"


def identity(place: str, birth: str, order: int) -> str:
    body = f"{place}{birth}{order:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def day(text):
    return datetime.date.fromisoformat(text)


def sound(at: int) -> list:
    """A row with nothing wrong, unlike every other in number, identity, and name with birth."""
    born = datetime.date(1960, 1, 1) + datetime.timedelta(days=at * 2)
    woman = at % 2 == 0
    name = SURNAMES[at % 20] + GIVEN[at // 20 % 20] + GIVEN[at // 400 % 20]
    order = 100 + at % 400 * 2 + (0 if woman else 1)
    return [
        f"F{at:05d}", name, "女" if woman else "男", identity("450103", born.strftime("%Y%m%d"), order), born,
        f"137{at:08d}", ["文学院分会", "理学院", "文学院", "理学院分会"][at % 4], ["在编", "聘用制", "编外", "劳务派遣"][at // 4 % 4],
        ["在籍", "正常", "保留会籍"][at % 3], datetime.date(2012, 9, 1) + datetime.timedelta(days=at % 2000), None,
    ]


def without_identity(row):
    row[IDENTITY] = None


def wrong_check(row):
    last = row[IDENTITY][-1]
    row[IDENTITY] = row[IDENTITY][:-1] + ("1" if last != "1" else "2")


def wrong_month(row):
    row[IDENTITY] = row[IDENTITY][:10] + "13" + row[IDENTITY][12:]


def shifted(row):
    row[BIRTH] = row[BIRTH] + datetime.timedelta(days=1)


def other_sex(row):
    row[SEX] = "男" if row[SEX] == "女" else "女"


def put(column, value, bare=False):
    def change(row):
        row[column] = value
        if bare:
            row[IDENTITY] = None

    return change


class Error:
    """A formula that failed."""


def planting(rows: list) -> tuple[list, list]:
    """The faults, each on a row of its own, and the people whom the register has."""
    free = list(range(60, ROWS))
    DICE.shuffle(free)
    faults, people = [], []

    def plant(times, column, kind, change):
        for _ in range(times):
            at = free.pop()
            change(rows[at])
            faults.append([at + 2, COLUMNS[column], kind])

    alone(plant)
    among_themselves(rows, free, faults)
    with_the_register(rows, free, faults, people)
    assert len(faults) == 300, len(faults)
    assert len({row for row, _, _ in faults}) == 300
    return sorted(faults), people


def alone(plant) -> None:
    """Faults of a row by itself."""
    plant(23, IDENTITY, "bad_identity", wrong_check)
    plant(6, IDENTITY, "bad_identity", wrong_month)
    plant(6, IDENTITY, "bad_identity", lambda row: put(IDENTITY, row[IDENTITY][:-2])(row))
    plant(4, IDENTITY, "bad_identity", put(IDENTITY, identity("450103", "20990101", 101)))
    plant(4, IDENTITY, "bad_identity", lambda row: put(IDENTITY, "O" + row[IDENTITY][1:])(row))
    plant(10, IDENTITY, "former_identity", put(IDENTITY, "450103600101101"))
    plant(6, IDENTITY, "number_as_scientific", put(IDENTITY, "4.50103E+17"))
    plant(6, IDENTITY, "number_as_scientific", lambda row: put(IDENTITY, float(row[IDENTITY][:17] + "0"))(row))
    plant(4, PHONE, "number_as_scientific", put(PHONE, "1.37E+10"))
    plant(12, BIRTH, "identity_birth_mismatch", shifted)
    plant(12, SEX, "identity_sex_mismatch", other_sex)
    plant(10, NAME, "missing_name", put(NAME, None))
    plant(6, NAME, "strange_character", lambda row: put(NAME, row[NAME][0] + "\ue863")(row))
    plant(2, NAME, "strange_character", lambda row: put(NAME, row[NAME][0] + "\ufffd")(row))
    plant(3, NAME, "too_long", put(NAME, "长" * 41))
    plant(3, NOTE, "too_long", put(NOTE, "长" * 301))
    plant(3, NUMBER, "too_long", put(NUMBER, "1" * 31))
    plant(10, SEX, "bad_sex", put(SEX, "其他"))
    plant(12, PHONE, "bad_phone", put(PHONE, "1370000"))
    plant(5, PHONE, "bad_phone", put(PHONE, "010-62750000"))
    plant(3, PHONE, "bad_phone", put(PHONE, "23700000000"))
    plant(6, BIRTH, "bad_date", put(BIRTH, "八五年三月", bare=True))
    plant(6, JOINED, "bad_date", put(JOINED, "2015-02-30"))
    plant(4, JOINED, "bad_date", put(JOINED, "2015年9月"))
    plant(3, BIRTH, "bad_date", put(BIRTH, "1899-12-31", bare=True))
    plant(8, JOINED, "future_date", put(JOINED, datetime.date(2091, 9, 1)))
    plant(4, BIRTH, "future_date", put(BIRTH, "2091-09-01", bare=True))
    plant(5, JOINED, "joined_before_birth", put(JOINED, datetime.date(1950, 1, 1)))
    plant(5, JOINED, "young", lambda row: put(JOINED, row[BIRTH] + datetime.timedelta(days=15 * 365))(row))
    plant(14, UNIT, "unknown_unit", put(UNIT, "文学院工会"))
    plant(4, UNIT, "unknown_unit", put(UNIT, "闻学院分会"))
    plant(4, UNIT, "unknown_unit", put(UNIT, "航海学院"))
    plant(4, UNIT, "ambiguous_unit", put(UNIT, "青年小组"))
    plant(8, EMPLOYMENT, "unknown_employment", put(EMPLOYMENT, "在遍"))
    plant(4, EMPLOYMENT, "unknown_employment", put(EMPLOYMENT, "神秘"))
    plant(8, STATE, "unknown_state", put(STATE, "在藉"))
    plant(5, NOTE, "cell_error", put(NOTE, Error))


def among_themselves(rows, free, faults) -> None:
    """A number, an identity or a person twice: the second is at fault."""
    for _ in range(15):
        first, second = sorted([free.pop(), free.pop()])
        rows[second][NUMBER] = rows[first][NUMBER]
        faults.append([second + 2, "number", "duplicate_number_in_file"])
    for _ in range(15):
        first, second = sorted([free.pop(), free.pop()])
        for column in (IDENTITY, SEX, BIRTH):
            rows[second][column] = rows[first][column]
        rows[second][JOINED] = datetime.date(2015, 9, 1)
        rows[first][JOINED] = datetime.date(2015, 9, 1)
        faults.append([second + 2, "identity", "duplicate_identity_in_file"])


def with_the_register(rows, free, faults, people) -> None:
    """What contradicts people who are there already."""

    def person(name, birth, number, number_of_identity, unit):
        people.append([name, str(birth), number, number_of_identity, unit])

    for at in range(8):
        row = rows[spot := free.pop()]
        person(row[NAME], row[BIRTH], f"S{at:04d}", row[IDENTITY], "school")
        faults.append([spot + 2, "identity", "identity_elsewhere"])
    for at in range(6):
        row = rows[spot := free.pop()]
        person("纪" + GIVEN[at], "1970-01-01", row[NUMBER], identity("450104", "19700101", 101 + at * 2), "arts")
        faults.append([spot + 2, "number", "number_taken"])
    for at in range(6):
        row = rows[spot := free.pop()]
        row[IDENTITY] = None
        person("纪" + GIVEN[10 + at], "1971-01-01", row[NUMBER], None, "arts")
        faults.append([spot + 2, "number", "number_of_another"])
    for at in range(4):
        row = rows[spot := free.pop()]
        row[IDENTITY] = None
        person(row[NAME], row[BIRTH], f"O{at:04d}", None, "science")
        faults.append([spot + 2, "number", "same_name_other_number"])
    for at in range(2):
        row = rows[spot := free.pop()]
        row[IDENTITY] = None
        for twin in "AB":
            person(row[NAME], row[BIRTH], f"W{at}{twin}", None, "arts")
        faults.append([spot + 2, "name", "ambiguous_person"])
    for at in range(2):
        first, second = sorted([free.pop(), free.pop()])
        person(rows[first][NAME], rows[first][BIRTH], rows[first][NUMBER], rows[first][IDENTITY], "arts")
        rows[second] = list(rows[first])
        rows[second][NUMBER] = rows[second][IDENTITY] = None
        faults.append([second + 2, "name", "duplicate_person_in_file"])


def mended(rows) -> None:
    """The first sixty rows have what is put right without asking, and names that must stay as they are."""
    odd = ["张　三", "李 四", "尼格买提·热合曼", "尤努斯・买买提", "𠮷田𡈽", "Anna Maria Li", "欧阳 修文", "䶮䲮", "王䥽", "仝㛃"]
    for at in range(60):
        row = rows[at]
        row[NAME] = odd[at % 10]
        row[NUMBER] = "".join(chr(ord(c) + 0xFEE0) for c in row[NUMBER]) if at % 3 == 0 else row[NUMBER]
        row[PHONE] = f"{row[PHONE][:3]} {row[PHONE][3:7]} {row[PHONE][7:]}" if at % 4 == 0 else int(row[PHONE])
        row[IDENTITY] = row[IDENTITY].translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"}) if at % 5 == 0 else row[IDENTITY]
        row[BIRTH] = [row[BIRTH], row[BIRTH].strftime("%Y.%m.%d"), row[BIRTH].strftime("%Y/%m/%d"),
                      row[BIRTH].strftime("%Y%m%d"), f"{row[BIRTH].year}年{row[BIRTH].month}月{row[BIRTH].day}日"][at % 5]


def write(rows, path) -> None:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名册")
    for column, title in enumerate(TITLES):
        sheet.write(0, column, title)
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if value is Error:
                sheet.write_formula(at, column, "=VLOOKUP(1,Z1:Z2,3,0)", None, "#N/A")
            elif value is not None:
                sheet.write(at, column, value)
    book.close()


def main() -> None:
    rows = [sound(at) for at in range(ROWS)]
    faults, people = planting(rows)
    mended(rows)
    write(rows, HERE / "faults.xlsx")
    (HERE / "faults.json").write_text(
        json.dumps({"faults": faults, "people": people}, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
