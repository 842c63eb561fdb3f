"""Makes the lists, as offices really have them, that the tests of finding tables read. Nobody in them is real.

Needs openpyxl, and LibreOffice Calc as `soffice` for the one of Excel 97:

    python3 make_lists.py
"""

import pathlib
import subprocess
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).parent
PEOPLE = ["陈荷", "林静", "王芳华", "李文", "张小山", "刘洋洋", "赵倩", "周晓兰", "吴一", "郑重", "孙悦", "马超群"]


def identity(place: str, birth: str, order: int) -> str:
    body = f"{place}{birth}{order:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def person(index: int) -> list:
    name = PEOPLE[index]
    return [name, "女" if index % 2 else "男", identity("110108", f"19850{index % 9 + 1}12", 20 + index * 2 + 1 - index % 2),
            f"138000001{index:02d}"]


def grouped() -> None:
    """A title, a line of who filled it in, groups merged over heads, departments merged over people, an empty column and an
    empty row, a spouse's columns, and three lines at the foot."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "会员名册"
    sheet["A1"] = "春城大学工会会员登记表（2024年度）"
    sheet.merge_cells("A1:K1")
    sheet["A2"], sheet["G2"] = "填表单位：春城大学", "填表日期：2024年9月1日"
    for cell, words in {"A3": "序号", "B3": "部门", "C3": "基本信息", "G3": "联系方式", "I3": "配偶", "K3": "备注"}.items():
        sheet[cell] = words
    for place in ("A3:A4", "B3:B4", "C3:F3", "G3:H3", "I3:J3", "K3:K4"):
        sheet.merge_cells(place)
    for cell, words in {"C4": "姓 名", "D4": "性别", "E4": "身份证号码", "F4": "入会\n时间", "G4": "手机", "H4": "邮箱",
                        "I4": "姓名", "J4": "身份证号"}.items():
        sheet[cell] = words
    for index in range(12):
        row = 5 + index + (1 if index >= 6 else 0)
        name, sex, number, phone = person(index)
        for column, value in zip("ACDEFGHIJ", [index + 1, name, sex, number, "2010.9.1", phone, "x@example.com", "某某",
                                               identity("110108", "19860101", 3)]):
            sheet[f"{column}{row}"] = value
    sheet["B5"], sheet["B12"] = "文学院", "理学院"
    sheet.merge_cells("B5:B10")
    sheet.merge_cells("B12:B17")
    sheet["A18"], sheet["E18"] = "合计", 12
    sheet["A20"] = "填表人：某某　　审核人：某某"
    sheet["A21"] = "备注：本表一式两份，由分会主席签字后报校工会。"
    sheet.merge_cells("A21:K21")
    book.save(HERE / "grouped.xlsx")


def sheets() -> None:
    """A sheet for each department, one of notes, one that is hidden; heads once more in the middle and sums below."""
    book = openpyxl.Workbook()
    book.active.title = "填写说明"
    book.active["A1"] = "请各分会认真填写。"
    for at, name in enumerate(["文学院", "理学院"]):
        sheet = book.create_sheet(name)
        sheet.append([f"{name}会员名单"])
        heads = ["No.", "职工姓名", "性别", "证件号码", "联系电话"]
        sheet.append(heads)
        for index in range(at * 6, at * 6 + 3):
            sheet.append([index + 1, *person(index)])
        sheet.append(heads)
        for index in range(at * 6 + 3, at * 6 + 6):
            sheet.append([index + 1, *person(index)])
        sheet.append(["小计：6人"])
        sheet.row_dimensions[4].hidden = at == 1
    old = book.create_sheet("去年")
    old.sheet_state = "hidden"
    old.append(["姓名", "性别"])
    old.append(["去年的人", "男"])
    book.save(HERE / "sheets.xlsx")


def texts() -> None:
    """No heads at all; and two rows of heads without merged cells, as a .csv has them."""
    lines = [",".join([f"2019{index:04d}", *person(index), "文学院"]) for index in range(8)]
    (HERE / "headless.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
    lines = ["编号,姓名,联系方式,,工作单位", ",,手机号码,邮箱,"]
    lines += [f"{index + 1},{person(index)[0]},{person(index)[3]},x@example.com,理学院" for index in range(6)]
    (HERE / "two-rows.csv").write_bytes(("\n".join(lines) + "\n").encode("utf-8-sig"))


def old() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xls",
                        "--outdir", str(HERE), str(HERE / "grouped.xlsx")], check=True, capture_output=True)


if __name__ == "__main__":
    grouped()
    sheets()
    texts()
    old()
