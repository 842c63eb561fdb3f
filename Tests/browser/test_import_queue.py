"""Rows that nobody but an officer can judge, files that come back marked, imports that are stopped, gone on with and taken back."""
import re

import openpyxl
import xlsxwriter

from test_import import TITLES, figures, line, roster, until
from test_import_columns import checked, send, undone

LIGHT_RED = "FFC7CE"


def known(number, name, **other):
    """A row that says nothing of an identity, so that number, name and birth must do."""
    return line(number, name=name, **{"身份证号码": None, **other})


def entered(one, unit, path, rows):
    """Enters sound rows and gives their batch."""
    send(one, unit, roster(path, rows))
    if "/waiting-rosters/" in one.page.url:
        one.press("保存对应并核对")
    assert checked(one)["可以导入"] == len(rows), one.words()
    one.press(f"导入 {len(rows)} 行")
    until(one, f"已写入 {len(rows)} 人")
    return one.page.url


def test_rows_in_doubt_are_decided_side_by_side_by_two_officers(window, atlas, tmp_path):
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    first = entered(one, unit, tmp_path / "first.xlsx", [known(3001 + at, f"穆清{'和远平安'[at]}") for at in range(4)])
    rows = [
        known(3001, "慕容改", **{"出生日期": "1961-01-01", "性别": None}), known(3002, "穆清远", **{"职工号": "R09992"}),
        known(3003, "穆清平", **{"联系电话": "13911113333"}), known(3004, "慕容安", **{"出生日期": "1962-01-01", "性别": None}),
    ]
    send(one, unit, roster(tmp_path / "second.xlsx", rows))
    said = checked(one)
    assert (said["可以导入"], said["要您决定"], said["有错误"]) == (1, 3, 0), one.words()
    one.sound("import-strip")
    batch = one.page.url
    one.press("逐行查看")
    assert re.search(r"139 \*{4} 3003.*139 \*{4} 3333", one.words()), "old and new stand beside each other"
    one.sound("import-rows")
    one.page.goto(batch)
    one.press("去决定")
    cards = one.main.locator(".doubt")
    assert cards.count() == 3
    assert "慕容改" in cards.first.inner_text() and "穆清和" in cards.first.inner_text(), "both sides are shown"
    one.sound("import-doubts")
    other = window("phone", "dark", account="liwen")
    other.page.goto(one.page.url)
    other.sound("import-doubts")
    # By keyboard: the first decision, then the focus stands on the next row's.
    one.main.locator(".doubt button").first.focus()
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**next=yes")
    assert one.page.evaluate("document.activeElement.closest('.doubt') !== null")
    # The other officer, whose page still shows that row, is told what was decided.
    other.main.locator(".doubt").first.locator("button").filter(has_text="不导入").click()
    other.page.wait_for_load_state("load")
    assert "刚才已有人决定" in other.main.locator("[role=alert]").inner_text()
    other.sound("import-decided-meanwhile")
    one.press("这一行不导入")
    one.press("另一个人，新增")
    assert "没有待定的行了" in one.words()
    one.sound("import-doubts-done")
    one.press("回到核对结果")
    rest = figures(one)
    assert rest["要您决定"] == 0 and rest["可以导入"] >= 2, rest
    one.press(f"导入 {rest['可以导入']} 行")
    until(one, f"已写入 {rest['可以导入']} 人")
    undone(one, one.page.url, rest["可以导入"])
    undone(one, first, 4)


FAULTS = {
    "联系电话": ("139", "13911114444"), "所属分会": ("文学苑分会", "文学院分会"), "入会时间": ("2015-02-30", "2015-02-28"),
    "编制类型": ("神秘", "聘用"), "身份证号码": ("110101199001011234", None),
}


def test_a_file_comes_back_marked_is_mended_and_goes_in_whole(window, atlas, tmp_path):
    """Two sheets with the same heads: the marks stand in the cells of both."""
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    book = xlsxwriter.Workbook(str(tmp_path / "名册.xlsx"))
    number = 3100
    for tab, faulty in (("教师", ["联系电话", "所属分会"]), ("职员", ["入会时间", "编制类型", "身份证号码"])):
        sheet = book.add_worksheet(tab)
        sheet.merge_range(0, 0, 0, len(TITLES) - 1, f"北京大学工会会员名册（{tab}）")
        sheet.write_row(1, 0, TITLES)
        for at, fault in enumerate([None, *faulty, None]):
            number += 1
            spoilt = {fault: FAULTS[fault][0]} if fault else {}
            sheet.write_row(2 + at, 0, line(number, name=f"濮阳{'甲乙丙丁戊己庚辛壬癸'[number % 10]}", **spoilt))
        sheet.write_row(7 + len(faulty), 0, ["合计", f"{len(faulty) + 2} 人"])
    book.close()
    send(one, unit, tmp_path / "名册.xlsx")
    if "/waiting-rosters/" in one.page.url:
        one.press("保存对应并核对")
    said = checked(one)
    assert (said["文件共"], said["可以导入"], said["有错误"]) == (9, 4, 5), one.words()
    assert "职员" in one.words(), "a row is named with its sheet"
    one.sound("import-two-sheets")
    one.turn("phone", "dark")
    one.sound("import-two-sheets")
    one.turn("wide", "light")
    with one.page.expect_download() as waiting:
        one.main.locator("a").filter(has_text="下载全部行").click()
    waiting.value.save_as(tmp_path / "marked.xlsx")
    one.press("取消这次导入")

    book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
    assert book.sheetnames == ["教师", "职员"]
    met = []
    for sheet in book.worksheets:
        heads = [cell.value for cell in sheet[2]]
        assert heads[:len(TITLES)] == TITLES and heads[-1] == "问题"
        for cells in sheet.iter_rows(min_row=3):
            for cell in cells:
                if cell.fill.fgColor.rgb.endswith(LIGHT_RED):
                    head = heads[cell.column - 1]
                    assert cell.value == FAULTS[head][0] and len(cell.comment.text) > 6
                    assert cell.comment.text.split("\n")[-1] in cells[len(heads) - 1].value, "the last column says it too"
                    cell.value = FAULTS[head][1]
                    met.append(head)
                else:
                    assert cell.comment is None
    assert sorted(met) == sorted(FAULTS)
    book.save(tmp_path / "mended.xlsx")
    send(one, unit, tmp_path / "mended.xlsx")
    if "/waiting-rosters/" in one.page.url:
        one.press("保存对应并核对")
    said = checked(one)
    assert (said["文件共"], said["可以导入"], said["有错误"]) == (9, 9, 0), one.words()
    one.press("导入 9 行")
    until(one, "已写入 9 人")
    undone(one, one.page.url, 9)


def test_what_was_changed_since_stands_when_an_import_is_taken_back(window, atlas, tmp_path):
    one, unit = window("phone", account="zhaoqian"), atlas.desk["zhaoqian"]
    batch = entered(one, unit, tmp_path / "three.xlsx", [known(3201 + at, f"漆雕{'甲乙丙'[at]}") for at in range(3)])
    one.go(f"/units/{unit}/members?q=漆雕乙")
    one.main.locator("tbody a").first.click()
    one.page.wait_for_load_state("load")
    one.page.goto(one.page.url.split("?")[0] + "/revision")
    one.fill(note="导入以后改的")
    one.press("保存修改")
    one.page.goto(batch)
    one.press("撤销这次导入")
    words = one.words()
    assert "漆雕乙" in words and "资料改过" in words
    one.sound("import-undo-later")
    one.turn("wide", "dark")
    one.sound("import-undo-later")
    one.press("撤销其余 2 行")
    until(one, "已撤销")
    assert "之后改过的 1 人不受影响" in one.words()
    one.go(f"/units/{unit}/members?q=漆雕")
    assert one.main.locator("tbody tr").count() == 1


def test_a_staff_list_beside_the_members(window, atlas, tmp_path):
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    book = xlsxwriter.Workbook(str(tmp_path / "staff.xlsx"))
    sheet = book.add_worksheet("在岗")
    sheet.merge_range("A1:D1", "2026年11月在岗人员")
    sheet.write_row(1, 0, ["序号", "职工姓名", "职工编号", "部门"])
    sheet.write_row(2, 0, [1, "查无此人", "ZZ0001", "文学院"])
    sheet.write_row(3, 0, [2, "周晓岚", None, "文学院"])
    sheet.write_row(4, 0, ["合计", "2 人"])
    book.close()
    one.go(f"/units/{unit}/imports")
    one.press("职工名单比对")
    one.sound("staff-list")
    one.main.locator("input[type=file]").set_input_files(tmp_path / "staff.xlsx")
    one.press("看结果")
    words = one.words()
    assert "查无此人" in words and "名单已经销毁" in words and "2 人" not in one.main.locator("tbody").first.inner_text()
    one.sound("staff-list-result")
    one.turn("phone", "dark")
    one.sound("staff-list-result")
    one.turn("wide", "light")
    one.go(f"/units/{unit}/staff-list")
    one.main.locator("input[type=file]").set_input_files(tmp_path / "staff.xlsx")
    with one.page.expect_download() as waiting:
        one.main.locator("button").filter(has_text="下载结果").click()
    waiting.value.save_as(tmp_path / "result.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "result.xlsx").active.iter_rows(values_only=True))
    assert rows[1][0] == "应入未入" and rows[1][1] == "查无此人"
    assert any(row[0] == "不在名单" for row in rows)


def test_two_officers_rename_one_unit_at_once(window, atlas):
    first, second = window(account="zhaoqian"), window("phone", account="liwen")
    branch = atlas.desk["heyutong"]
    for one in (first, second):
        one.go(f"/units/{branch}/revision")
    old = first.main.locator("[name=short_name]").input_value()
    first.fill(short_name="文院分会")
    first.press("保存修改")
    second.fill(short_name="中文分会")
    assert second.press("保存修改") == 422
    assert "文院分会" in second.words() and second.main.locator("[name=short_name]").input_value() == "中文分会"
    second.sound("unit-revision-meanwhile")
    first.go(f"/units/{branch}/revision")
    first.fill(short_name=old)
    first.press("保存修改")
    assert re.search("已保存", first.toast() + first.words())
