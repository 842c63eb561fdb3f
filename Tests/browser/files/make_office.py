"""Makes the files that LibreOffice wrote, for the journeys; nobody in them is real. Needs openpyxl, and LibreOffice Calc as `soffice`:

    python3 make_office.py

`branch.xls` is a branch's register as of Excel 97: a title, groups merged over the heads, sums and signatures at the foot.
`district.xlsx` has one sheet a school, a hidden sheet of choices and a hidden column of numbers.
"""
import datetime
import pathlib
import subprocess
import sys
import tempfile

import openpyxl

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from house import identity_number  # noqa: E402 — the path stands above


def converted(book, name, kind):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{name}.ods.xlsx"
        book.save(source)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
             "--outdir", f"{folder}/out", str(source)], check=True, capture_output=True)
        made = next(pathlib.Path(folder, "out").iterdir())
        (HERE / f"{name}.{kind.split(':')[0]}").write_bytes(made.read_bytes())


def branch():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "登记表"
    sheet["A1"] = "北京大学文学院分会会员登记表（2026年）"
    sheet.merge_cells("A1:H1")
    for cell, words in {"A2": "序号", "B2": "基本信息", "F2": "工会", "H2": "备注", "B3": "姓　名", "C3": "性别", "D3": "出生\n年月日",
                        "E3": "手机", "F3": "职工编号", "G3": "入会时间"}.items():
        sheet[cell] = words
    for place in ("A2:A3", "B2:E2", "F2:G2", "H2:H3"):
        sheet.merge_cells(place)
    people = [("柏青 禾", "女", "1986.3.9"), ("柏知远", "男", datetime.date(1979, 12, 1)), ("柏　乐", "女", "1990年7月15日"),
              ("柏安", "男", "1983/5/20"), ("柏尔克·江", "男", "19810203")]
    for at, (name, sex, born) in enumerate(people):
        for column, value in zip("ABCDEFG", [at + 1, name, sex, born, 13700001000 + at, f"000{71 + at}", "2012-09-01"]):
            sheet[f"{column}{4 + at}"] = value
    sheet["A10"], sheet["B10"] = "合计", "5 人"
    sheet["A12"] = "填表人：某某　　审核人：某某　　填表日期：2026年11月"
    converted(book, "branch", "xls:MS Excel 97")


def district():
    book = openpyxl.Workbook()
    book.remove(book.active)
    order = 0
    for school, names in {"海淀区第一中学": ["祁连", "祁山雨", "祁　海"], "海淀区第二中学": ["祁北辰", "祁南星"],
                          "海淀区中心幼儿园": ["祁小满"]}.items():
        sheet = book.create_sheet(school)
        sheet.append(["姓名", "性别", "工号", "证件号码", "手机号码"])
        for name in names:
            order += 1
            sheet.append([name, "女", f"Q{order:03d}", identity_number(f"198{order}-04-06", 200 + order * 2), f"1370000200{order}"])
        sheet.column_dimensions["D"].hidden = True
    choices = book.create_sheet("选项")
    choices.append(["性别"])
    choices.append(["女"])
    choices.sheet_state = "hidden"
    converted(book, "district", "xlsx:Calc MS Excel 2007 XML")


branch()
district()
