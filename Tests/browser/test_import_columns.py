"""Files as offices have them, and the screen on which an officer says what a column is."""
import csv

import openpyxl
import xlsxwriter

from house import ROOT, identity_number
from test_import import figures, until

FILES = ROOT / "Tests" / "browser" / "files"
LISTS = ROOT / "Tests" / "FederationTests" / "Fixtures"


def send(one, unit, path):
    """Uploads a file, whatever follows."""
    one.go(f"/units/{unit}/imports")
    one.main.locator("input[type=file]").set_input_files(path)
    one.press("上传并核对")


def checked(one):
    """Waits for the result of the dry run and gives its figures."""
    one.main.locator(".ledger").wait_for(timeout=60_000)
    return figures(one)


def undone(one, batch, rows):
    """Takes an import back, so that the next journey finds the register as it was."""
    one.page.goto(batch)
    one.press("撤销这次导入")
    one.press(f"撤销导入 {rows} 行")
    until(one, "已撤销，名册已还原")


def odd(path, names, heads=("工作证", "全名", "哪个学院", "饭卡"), group=None):
    """A list as a department keeps it, by XlsxWriter: heads of its own, perhaps with groups merged above them."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("名单")
    under = 0
    if group:
        sheet.merge_range(0, 0, 0, 3, group[0])
        sheet.merge_range(1, 0, 1, 1, group[1])
        sheet.merge_range(1, 2, 1, 3, group[2])
        under = 2
    sheet.write_row(under, 0, heads)
    for at, name in enumerate(names):
        sheet.write_row(under + 1 + at, 0, [f"K{len(names)}{at:03d}", name, "文学院分会", 5000 + at * 7])
    book.close()
    return path


def test_an_odd_head_is_told_once_and_known_next_month(window, atlas, tmp_path):
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    send(one, unit, odd(tmp_path / "十月.xlsx", ["桑榆", "桑梓", "桑一白"]))
    assert "没有认出“姓名”一列" in one.words()
    one.sound("columns-odd")
    small = window("phone", "dark", account="zhaoqian")
    small.page.goto(one.page.url)
    small.sound("columns-odd")
    one.fill(**{"column-0": "number", "column-1": "name", "column-2": "name", "column-3": ""})
    assert one.press("保存对应并核对") == 422
    assert "都选了“姓名”" in one.words()
    one.sound("columns-twice")
    assert one.main.locator("[name=column-2]").input_value() == "name", "nothing chosen is lost"
    one.fill(**{"column-2": "unit"})
    one.press("保存对应并核对")
    assert checked(one)["可以导入"] == 3
    assert "饭卡" in one.words(), "what is left out is named"
    send(one, unit, odd(tmp_path / "十一月.xlsx", ["桑榆", "桑梓", "桑一白", "桑青"]))
    assert "/waiting-rosters/" not in one.page.url, "the same heads are known again"
    assert checked(one)["可以导入"] == 4
    one.go(f"/units/{unit}/imports")
    assert "2 次" in one.main.locator("section[aria-labelledby=h-memories]").inner_text()
    one.sound("imports-remembered")
    one.press("忘记")
    assert "已忘记" in one.toast()
    send(one, unit, odd(tmp_path / "十二月.xlsx", ["桑榆", "桑未"]))
    assert "/waiting-rosters/" in one.page.url
    one.press("放弃，删除这个文件")
    assert "已放弃" in one.toast()


def test_two_rows_of_heads_are_put_right(window, atlas, tmp_path):
    one, unit = window("phone", account="zhaoqian"), atlas.desk["zhaoqian"]
    path = odd(tmp_path / "两行.xlsx", ["桑叶", "桑椹"], ("职工号", "姓名", "所属分会", "号码"), ("某校名单", "本人", "其他"))
    one.go(f"/units/{unit}/imports")
    one.main.locator("input[type=file]").set_input_files(path)
    one.main.locator("input[name=look]").check()
    one.press("上传并核对")
    assert one.main.locator("[name=heads]").input_value() == "2"
    assert one.main.locator("[name=head-row]").input_value() == "3"
    # A tired officer says that the heads stand in the first row, sees that they do not, and goes back.
    one.fill(heads="1", **{"head-row": "1"})
    one.press("按这些重新读")
    assert "没有认出“姓名”一列" in one.words()
    one.fill(heads="1", **{"head-row": "99"})
    assert one.press("按这些重新读") == 422
    one.sound("columns-far")
    one.fill(heads="2", **{"head-row": "3"})
    one.press("按这些重新读")
    assert one.main.locator("[name=column-1]").input_value() == "name"
    one.sound("columns-groups")
    one.main.locator("input[name=remember]").uncheck()
    one.press("保存对应并核对")
    assert checked(one)["可以导入"] == 2


def test_a_branch_sends_what_libreoffice_saved_for_excel_97(window, atlas):
    one, unit = window("phone", account="heyutong"), atlas.desk["heyutong"]
    send(one, unit, FILES / "branch.xls")
    if "/waiting-rosters/" in one.page.url:
        one.sound("columns-xls")
        one.press("保存对应并核对")
    said = checked(one)
    assert (said["文件共"], said["可以导入"], said["有错误"]) == (5, 5, 0), one.words()
    assert "合计" in one.words() and "填表人" in one.words(), "what was passed over is shown"
    one.sound("import-xls")
    batch = one.page.url
    one.press("导入 5 行")
    until(one, "已写入 5 人")
    one.go(f"/units/{unit}/members?q=柏青禾")
    assert one.main.locator("tbody tr").count() == 1, "a blank inside a name is put right"
    undone(one, batch, 5)


def test_a_university_answers_once_for_every_name_that_is_not_known(window, atlas):
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    send(one, unit, LISTS / "grouped.xls")
    if "/waiting-rosters/" in one.page.url:
        one.press("保存对应并核对")
    said = checked(one)
    assert (said["文件共"], said["有错误"]) == (12, 12), one.words()
    one.sound("import-words")
    one.turn("phone", "dark")
    one.sound("import-words")
    one.turn("wide", "light")
    one.main.locator("#choice-0").fill("没有这个学院")
    one.press("用于这 6 行")
    assert one.status == 422 and "没有叫“没有这个学院”" in one.words()
    one.sound("import-words-flaw")
    one.press("都按建议处理，12 行")
    assert figures(one)["可以导入"] == 12, one.words()
    one.press("取消这次导入")


def test_a_district_reads_a_sheet_for_each_school(window, atlas, tmp_path):
    one, unit = window(account="sunyue"), atlas.desk["sunyue"]
    send(one, unit, FILES / "district.xlsx")
    words = one.words()
    assert "D 列在文件里是隐藏的" in words and "隐藏的工作表" not in words.split("从哪里读")[0].replace("隐藏的工作表：选项", "")
    one.sound("columns-sheets")
    assert one.main.locator("input[name=unit-by-sheet]").is_checked(), "sheets named after schools say where people are"
    one.press("保存对应并核对")
    said = checked(one)
    assert (said["文件共"], said["可以导入"], said["自动整理"]) == (6, 6, 1), one.words()
    one.sound("import-sheets")
    batch = one.page.url
    one.press("导入 6 行")
    until(one, "已写入 6 人")
    one.go(f"/units/{unit}/members?q=祁小满")
    assert "中心幼儿园" in one.words()
    undone(one, batch, 6)


def test_the_city_sends_a_csv_of_excel_for_windows(window, atlas, tmp_path):
    one, unit = window("phone", "dark", account="liwen"), atlas.desk["liwen"]
    path = tmp_path / "全市.csv"
    with path.open("w", encoding="gbk", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["姓名", "职工号", "身份证号码", "所在单位", "入会时间"])
        rows.writerow(["瞿塘", "E001", identity_number("1984-05-06", 301), "U002", "2015/9/1"])
        rows.writerow(["瞿然", "E002", "1.10108E+17", "北京大学数学科学学院分会", "2015/9/1"])
        rows.writerow(["瞿曙", "E003", identity_number("1984-05-08", 303), "文学院分会", "2015/9/1"])
        rows.writerow(["瞿唐", "E004", identity_number("1984-05-09", 305), "北京大学信息学院分会", "2015/9/1"])
    send(one, unit, path)
    said = checked(one)
    assert (said["文件共"], said["可以导入"], said["有错误"]) == (4, 2, 2), one.words()
    words = one.words()
    assert "号码位数已丢失" in words and "单位名称不唯一" in words
    one.sound("import-gbk")
    one.press("取消这次导入")


def test_the_template_is_filled_in_and_goes_in(window, atlas, tmp_path):
    one, unit = window(account="chenlixin"), atlas.desk["chenlixin"]
    one.go(f"/units/{unit}/imports")
    with one.page.expect_download() as waiting:
        one.main.locator("a").filter(has_text="下载模板").click()
    waiting.value.save_as(tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[1]}
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert len(lists) >= 4, lists
    units = [row[0] for row in book["选项"].iter_rows(
        min_row=2, min_col=heads["所在部门"], max_col=heads["所在部门"], values_only=True) if row[0]]
    assert "海淀区第一中学数学组分会" in units
    for at, name in enumerate(["阮咸", "阮籍安"]):
        # The example in the second row is written over, as people do.
        for head, value in {"姓名": name, "工号": f"0{900 + at}", "性别": "男", "所在部门": units[at + 1], "用工形式": "在编",
                            "身份证号": None, "出生日期": f"198{at}-02-03", "手机号": None, "会籍状态": None, "入会日期": None,
                            "备注": None}.items():
            sheet.cell(2 + at, heads[head], value)
    book.save(tmp_path / "filled.xlsx")
    send(one, unit, tmp_path / "filled.xlsx")
    said = checked(one)
    assert (said["文件共"], said["可以导入"], said["有错误"]) == (2, 2, 0), one.words()
    batch = one.page.url
    one.press("导入 2 行")
    until(one, "已写入 2 人")
    one.sound("import-template")
    undone(one, batch, 2)


def test_a_member_finds_no_way_in(window, atlas):
    one = window(account="zhouxiaolan")
    one.go(f"/units/{atlas.desk['heyutong']}/imports")
    assert one.status == 403 and "批量导入" not in one.words()
    one.sound("import-closed")
