"""Makes the rosters that the tests of importing read. Needs openpyxl and XlsxWriter; nobody in them is real.

    python3 make.py
"""

import datetime
import pathlib

import openpyxl
import xlsxwriter

HERE = pathlib.Path(__file__).parent


def identity(place: str, birth: str, order: int) -> str:
    body = f"{place}{birth}{order:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights)) % 11]


def planted() -> None:
    """Written by openpyxl: heads under other names and in another order, a fault in each row that the name tells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓　名\n（必填）", "公民身份号码", "职工号", "所属分会", "编制类型", "出生年月日", "联系电话", "性别",
                  "入会时间", "状态", "说明", "职称"])
    good = identity("110108", "19850312", 12)
    wrong_digit = good[:-1] + ("0" if good[-1] != "0" else "1")
    rows = [
        ["林静", good, 20190001, "文学院分会", "事业编", datetime.date(1985, 3, 12), 13800000001, "女",
         datetime.date(2010, 9, 1), "正常", "", "教授"],
        ["校验错", wrong_digit, "20190002", "文学院分会", "聘用", None, "13800000002", None, None, None, None, None],
        ["", None, "20190003", "文学院分会", None, "1990-01-02", None, "男", None, None, None, None],
        ["生日不符", identity("110108", "19860413", 21), "20190004", "理学院分会", "在编", "1986/4/14", None, None,
         None, None, None, None],
        ["性别不符", identity("110108", "19860415", 21), "20190005", "理学院分会", "在编", None, None, "女", None, None,
         None, None],
        ["手机少位", None, "20190006", "理学院分会", "在编", "1987.5.6", "1380000000", "男", None, None, None, None],
        ["日期怪", None, "20190007", "理学院分会", "在编", "八七年五月", None, "男", None, None, None, None],
        ["入会在后", None, "20190008", "理学院分会", "在编", "1987年5月6日", None, "男", "2031/09/01", None, None, None],
        ["单位错", None, "20190009", "文学院工会", "在编", "19870507", None, "男", None, None, None, None],
        ["用工错", None, "20190010", "文学院分会", "在遍", "19870508", None, "男", None, None, None, None],
        ["状态错", None, "20190011", "文学院分会", "在编", "19870509", None, "男", None, "在藉", None, None],
        ["工号重", None, "20190001", "文学院分会", "在编", "19870510", None, "男", None, None, None, None],
        ["证件重", good, "20190012", "文学院分会", "在编", None, None, None, None, None, None, None],
        ["证件成数", 1.10108198503120e17, "20190013", "文学院分会", "在编", None, None, None, None, None, None, None],
        ["备注长", None, "20190014", "文学院分会", "在编", "19870511", None, "男", None, None, "长" * 301, None],
        ["张　伟", None, "Ａ２０１９００１５", "理学院 分会", "劳务派遣", "1988-08-08", "138-0000-0015", "男", None, "保留",
         "借调", None],
        [None] * 12,
        ["尤努斯・买买提", None, "20190016", "", "编外", 32363, "+86 13800000016", "男", "2012-03-01 00:00:00", None, None,
         None],
    ]
    for row in rows:
        sheet.append(row)
    book.save(HERE / "planted.xlsx")


def clean() -> None:
    """Written by XlsxWriter: nothing wrong."""
    book = xlsxwriter.Workbook(str(HERE / "clean.xlsx"), {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名册")
    for column, title in enumerate(["工号", "姓名", "性别", "身份证号", "出生日期", "手机号", "所在部门", "用工形式", "会籍状态",
                                    "入会日期", "备注"]):
        sheet.write(0, column, title)
    for number in range(1, 41):
        born = datetime.date(1970, 1, 1) + datetime.timedelta(days=number * 211)
        order = number * 2 + (1 if number % 3 else 0)
        male = order % 2 == 1
        row = [f"C{number:05d}", "王李张刘陈杨黄赵吴周"[number % 10] + "文理静安和"[number % 5] + "明华"[number % 2],
               "男" if male else "女", identity("450102", born.strftime("%Y%m%d"), order), born, f"139000{number:05d}",
               "文学院分会" if number % 2 else "理学院", ["在编", "聘用", "编外"][number % 3], "在籍",
               datetime.date(2015, 9, 1), ""]
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()


planted()
clean()
