"""Coverage in officers' hands: a school reports and corrects, a district reminds and uploads, the city reads and drills down."""
import datetime
import re

import openpyxl
import pytest

from house import LOOKS, SCHEMES


def looked_at(one, name, looks=LOOKS):
    """Turns the page as it stands through the looks, asks each time whether it is sound, and turns it back."""
    was = (one.size, one.scheme)
    for size, scheme in looks:
        one.turn(size, scheme)
        one.sound(name, rules=None if scheme == "light" else ["color-contrast"])
    one.turn(*was)


def opened(one, unit, path=""):
    """The room's page of a unit, found as an officer finds it, or one below it."""
    one.go("/workbench")
    link = one.page.locator("nav a").filter(has_text="覆盖情况").first.get_attribute("href")
    assert link == f"/units/{unit}/coverage"
    one.go(link + path)


def months(one):
    """The choice of the month: its values, and the one that is chosen."""
    choice = one.main.locator("select[name=month]")
    return choice.locator("option").evaluate_all("all => all.map(e => e.value)"), choice.input_value()


def reported(one):
    """The numbers in the form of one unit, by type."""
    fields = one.main.locator("input[name^=staff_]")
    return {
        fields.nth(at).get_attribute("name").removeprefix("staff_"): int(fields.nth(at).input_value() or 0)
        for at in range(fields.count())}


def enrolled(one):
    """The members of each type, as the form says them beside its fields."""
    hints = re.findall(r"在籍会员 ([\d,]+) 人", one.main.locator("form .form-grid").first.inner_text())
    return [int(hint.replace(",", "")) for hint in hints]


def figure(one, name):
    """One figure of the ledger: its value and what stands below it."""
    stat = one.main.locator(".ledger .stat").filter(has=one.page.locator("dt", has_text=re.compile(f"^{name}$")))
    return re.sub(r"\s+", "", stat.inner_text().removeprefix(name))


def rows(one, label):
    """A table as words, row by row. The wide look, for the phone turns rows into cards."""
    lines = one.main.locator(f".tbl-wrap[aria-label='{label}'] tbody tr").all()
    return [[cell.strip() for cell in line.locator("th, td").all_inner_texts()] for line in lines]


def sheet(path):
    return list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))


def downloaded(one, words, path):
    with one.page.expect_download() as waiting:
        one.main.locator("a").filter(has_text=words).first.click()
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_a_school_reports_a_month_and_corrects_it(window, atlas, size):
    one, unit = window(size, account="chenlixin"), atlas.desk["chenlixin"]
    looks = [(size, scheme) for scheme in SCHEMES]
    opened(one, unit)
    looked_at(one, "coverage-school", looks)
    one.press("上报教职工人数")
    everything, last = months(one)
    running = everything[0]
    assert running > last, "the last closed month stands first in the form"
    if size == "phone":
        one.fill(month=running)
        one.press("换到这个月")
        assert "上次报" in one.words() and set(reported(one).values()) == {0}
        one.press("填入")
    before, members = reported(one), enrolled(one)
    assert len(members) == len(before) and sum(before.values()) >= sum(members) > 0
    first = next(iter(before))

    one.fill(**{f"staff_{first}": "0", "remark": ""})
    assert one.press("上报", "main form[method=post]") == 422
    assert "少于" in one.words() and "写明原因" in one.words()
    assert reported(one) == {**before, first: 0}, "nothing typed is lost"
    looked_at(one, "coverage-doubt", looks)
    one.fill(**{f"staff_{first}": "约十人"})
    assert one.press("上报", "main form[method=post]") == 422
    assert one.main.locator(f"input[name=staff_{first}]").input_value() == "约十人" and "整数" in one.words()

    one.fill(**{f"staff_{first}": str(before[first])})
    assert one.press("上报", "main form[method=post]") == 200
    assert "教职工人数已上报，入会率" in one.toast() and "这个月已于" in one.words()
    one.fill(**{f"staff_{first}": f"{before[first] + 1} 人"})
    assert one.press("上报", "main form[method=post]") == 200
    after = reported(one)
    assert after == {**before, first: before[first] + 1} and "更正过" in one.words()
    looked_at(one, "coverage-corrected", looks)

    if size == "wide":
        opened(one, unit)
        assert figure(one, "入会率").endswith(f"{sum(members)}/{sum(after.values())}人")
        assert figure(one, "应入未入").startswith(f"{sum(after.values()) - sum(members)}人")
    one.go(f"/units/{unit}/audit")
    assert "教职工" in one.words(), "both numbers stay in the chain"


def test_two_officers_at_once_are_told(window, atlas):
    """What somebody else reported meanwhile is shown, not written over."""
    unit = atlas.desk["chenlixin"]
    slow, quick = window(account="chenlixin"), window(account="sunyue")
    for one in (slow, quick):
        one.go(f"/units/{unit}/coverage/staff")
    first = next(iter(reported(slow)))
    number = reported(slow)[first]
    quick.fill(**{f"staff_{first}": str(number + 2)})
    assert quick.press("上报", "main form[method=post]") == 200
    slow.fill(**{f"staff_{first}": str(number + 3)})
    assert slow.press("上报", "main form[method=post]") in (409, 422)
    assert reported(slow)[first] == number + 2
    looked_at(slow, "coverage-meanwhile", [("wide", "light"), ("phone", "dark")])


def test_a_district_reminds_and_uploads_for_many(window, atlas, tmp_path):
    one, unit = window(account="sunyue"), atlas.desk["sunyue"]
    opened(one, unit)
    looked_at(one, "coverage-district")
    said = figure(one, "已上报单位")
    one.press("未上报单位")
    waiting = rows(one, "没有上报的单位")
    assert waiting and f"{6 - len(waiting)}/6" in said
    late = waiting[0][0]
    looked_at(one, "coverage-missing")
    assert late in one.main.locator("#reminder").input_value()
    one.main.locator("[data-copy=reminder]").click()
    one.main.locator("[data-copy=reminder]").get_by_text(re.compile("已复制|已选中")).wait_for()

    path = downloaded(one, "下载模板", tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[1]]
    assert heads[:2] == ["单位代码", "单位名称"] and heads[-1] == "说明" and page.max_row == 1 + len(waiting)
    for row in range(2, page.max_row + 1):
        for column, number in enumerate((60, 20, "１５", "4 人", 1), start=3):
            page.cell(row, column, number)
    page.append([None, "海淀区实验小学", 51, 12, 10, 3, 0, "含本学期新进教师。"])
    page.append([None, "海淀区中心幼儿园", "十二", 1, 1, None, 0, None])
    page.append([None, "海淀区第二中心", 9, 9, 9, 9, 9, None])
    page.append([None, "海淀区实验小学", 51, 12, 10, 3, 0, None])
    page.append(["S0499", None, 1, 1, 1, 1, 1, None])
    page.append([None, "海淀区第二中学", 0, 0, 0, 0, 0, None])
    page.append([None, "海淀区育才学校（民办）", None, None, None, None, None, None])
    book.save(path)

    def upload():
        one.main.locator("input[type=file]").set_input_files(path)
        assert one.press("上传", "main form[method=post]") == 200
        return {line[0]: line[1:] for line in rows(one, "每一行的结果")}

    said, start = upload(), page.max_row - 6
    assert [said[str(start + at)][1] for at in range(7)] == ["已上报", *["未采用"] * 5, "没有填"], said
    assert said["2"][:2] == [late, "已上报"] and "100 人" in said["2"][2]
    for at, reason in ((1, "在编“十二”不是人数。"), (1, "劳务派遣没有填"), (2, "是不是“海淀区第二中学”"), (3, f"第 {start} 行已经报过"),
                       (4, "没有代码为“S0499”的单位"), (5, "请在“说明”一列写明原因")):
        assert reason in said[str(start + at)][2], said
    taken = len(waiting) + 1
    assert figure(one, "已上报").startswith(f"{taken}行") and figure(one, "未采用").startswith("5行")
    looked_at(one, "coverage-uploaded")

    page.cell(start + 1, 3, 12)
    page.cell(start + 1, 6, 0)
    page.cell(start + 1, 8, "借用其他学校编制。")
    page.delete_rows(start + 2, 5)
    book.save(path)
    one.press("回到未上报单位")
    assert "都已上报" in one.words()
    said = upload()
    assert [said[str(row)][1] for row in (2, start, start + 1)] == ["没有变化", "没有变化", "已上报"], said
    opened(one, unit)
    assert "6/6" in figure(one, "已上报单位")
    one.main.locator("section[aria-labelledby=h-below] summary").click()
    assert any(row[0] == late and row[3] == "100" for row in rows(one, "下级单位入会率"))
    looked_at(one, "coverage-district-all")


def test_a_file_without_a_head_is_refused_with_words(window, atlas, tmp_path):
    one, unit = window("phone", "dark", account="sunyue"), atlas.desk["sunyue"]
    book = openpyxl.Workbook()
    book.active.append(["校名", "人头"])
    book.active.append(["海淀区实验小学", 12])
    book.save(tmp_path / "人数.xlsx")
    opened(one, unit, "/missing")
    assert one.press("上传", "main form[method=post]") == 422
    one.main.locator("input[type=file]").set_input_files(tmp_path / "人数.xlsx")
    assert one.press("上传", "main form[method=post]") == 422
    assert "没有找到表头" in one.words() and "下载模板" in one.words()
    looked_at(one, "coverage-no-head", [("phone", scheme) for scheme in SCHEMES])


def test_a_workplace_without_a_union_until_it_has_one(window, atlas):
    one, unit = window("phone", account="sunyue"), atlas.desk["sunyue"]
    opened(one, unit)
    due = int(re.match(r"\d+", figure(one, "应建未建"))[0])
    one.press("应建未建")
    assert "明德双语学校" in one.words() and "依据：" in one.words()
    looked_at(one, "coverage-wanting")
    one.press("登记未建会单位")
    one.fill(founded_on=f"{datetime.date.today().year - 2}-01-10", staff="约四十")
    assert one.press("登记", "main form[method=post]") == 422
    assert one.main.locator("[name=staff]").input_value() == "约四十" and "应为整数" in one.words()
    looked_at(one, "coverage-workplace-wrong")
    one.fill(name="启明学校", kind="private_school", staff="40")
    assert one.press("登记", "main form[method=post]") == 200
    assert "启明学校" in one.words() and "已过" in one.words()
    opened(one, unit)
    assert figure(one, "应建未建").startswith(f"{due + 1}个")
    one.press("应建未建")
    one.press("启明学校")
    looked_at(one, "coverage-workplace")
    one.fill(state="founded", union="海淀区育才学校（民办）")
    assert one.press("保存修改") == 200
    opened(one, unit, "/workplaces")
    assert "启明学校" not in one.main.locator("table").first.inner_text()


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_the_city_goes_from_a_bar_to_the_register(window, atlas, tmp_path, size):
    one, unit = window(size, account="liwen"), atlas.desk["liwen"]
    looks = [(size, scheme) for scheme in SCHEMES]
    opened(one, unit)
    rate, members, staff = map(float, re.match(r"([\d.]+)%(\d+)/(\d+)人", figure(one, "入会率").replace(",", "")).groups())
    assert staff > 0 and abs(rate - 100 * members / staff) < 0.06
    looked_at(one, "coverage-city", looks)

    bars = one.main.locator(".ch-bars a")
    with one.page.expect_navigation():
        bars.filter(has_text="海淀区").first.click()
    assert "海淀区教育工会" in one.main.locator(".page-head").inner_text()
    with one.page.expect_navigation():
        one.main.locator(".ch-bars a").filter(has_text="海淀区实验小学").first.click()
    assert "海淀区实验小学" in one.main.locator(".page-head").inner_text()
    one.go(f"/units/{unit}/coverage")
    with one.page.expect_navigation():
        one.main.locator("section[aria-labelledby=h-types] .ch-bars a").first.click()
    assert "应入未入多的在前" in one.words() and "employment=" in one.page.url
    links = one.main.locator("tbody th a").evaluate_all("all => all.map(e => e.search)")
    assert links and all("month=" in link for link in links), "the month goes along"
    looked_at(one, "coverage-units", looks)
    number = one.main.locator("tbody td a").filter(has_text=re.compile(r"^[1-9]\d*$")).first
    behind = int(number.inner_text())
    with one.page.expect_navigation():
        number.click()
    assert one.page.locator("h1").inner_text() == "过去的名册"
    assert "on=" in one.page.url and f"共 {behind} 人" in one.words().replace(",", "")
    assert "state=active" in one.page.url and "employment=" in one.page.url
    assert one.main.locator("tbody tr").count() == min(behind, 50)

    opened(one, unit, "/missing")
    assert one.main.locator("#reminder").count() == 1
    looked_at(one, "coverage-city-missing", looks)
    opened(one, unit, "/workplaces")
    assert "明德双语学校" in one.words() and "新苗幼儿园" in one.words()
    one.main.locator("summary").filter(has_text="看名单").click()
    looked_at(one, "coverage-city-wanting", looks)
    one.go(f"/units/{unit}/coverage")
    count = one.main.locator("section[aria-labelledby=h-below] .ch-bars > li").count()
    with one.page.expect_download() as waiting:
        one.main.locator("section[aria-labelledby=h-below] a").filter(has_text="导出").click()
    waiting.value.save_as(tmp_path / "下级单位.xlsx")
    assert len(sheet(tmp_path / "下级单位.xlsx")) >= count > 20
