"""Acts on units looked at before they are done, and the registers and figures of past days."""
import datetime
import re

import openpyxl
import pytest

SCHEMES = ["light", "dark"]


def looked_at(one, name, looks=(("wide", "light"), ("wide", "dark"), ("phone", "light"), ("phone", "dark"))):
    for size, scheme in looks:
        one.turn(size, scheme)
        one.sound(name, rules=None if scheme == "light" else ["color-contrast"])


def plain(words):
    return words.replace(",", "")


def test_a_move_is_previewed_and_let_go(window, atlas):
    one, school = window(account="liwen"), atlas.desk["chenlixin"]
    one.go(f"/units/{school}/move")
    one.sound("unit-move-form")
    now = one.asked(f"/units/{school}")["data"]
    choices = one.main.locator("select[name=parent] option").all()
    other = next(
        c.get_attribute("value") for c in choices
        if "区教育工会" in c.inner_text() and c.inner_text().strip() not in str(now))
    one.fill(parent=other)
    status = one.press("下一步：核对")
    if status == 422:
        # It stands there already: take the next.
        other = [c.get_attribute("value") for c in one.main.locator("select[name=parent] option").all()][-1]
        one.fill(parent=other)
        assert one.press("下一步：核对") == 200
    words = one.words()
    for part in ("还没有办理", "原来的上级，不再包含它", "新的上级，从此包含它", "在任的职务", "以前的人数、入会率和名册仍算在原来的上级"):
        assert part in words, part
    moves = [tuple(map(int, pair)) for pair in re.findall(r"(\d+) → (\d+) 人", plain(words))]
    assert len(moves) >= 2 and sum(after - before for before, after in moves) == 0, moves
    looked_at(one, "unit-move-preview")
    one.press("放弃")
    assert "什么都没有改动" in one.words() + one.toast()


def test_a_split_takes_people_by_tick_by_type_and_by_list(window, atlas, tmp_path):
    one, branch = window(account="zhaoqian"), atlas.desk["heyutong"]
    one.go(f"/units/{branch}/split")
    members = one.asked(f"/units/{branch}/members?below=no")["data"]["items"]
    one.fill(on_day=datetime.date.today().replace(day=1).isoformat())
    one.main.locator("input[name=name-1]").fill("北京大学交叉学科分会")
    if one.main.locator("summary").filter(has_text="逐个勾选").count():
        one.main.locator("summary").filter(has_text="逐个勾选").first.click()
    book = openpyxl.Workbook()
    book.active.append(["姓名", "工号"])
    for member in members[:3]:
        book.active.append([member["name"], member["number"]])
    book.active.append(["查无此人", "X-000"])
    book.save(tmp_path / "名单.xlsx")
    one.main.locator("input[name=file-1]").set_input_files(str(tmp_path / "名单.xlsx"))
    looked_at(one, "unit-split-form")
    assert one.press("下一步：核对") == 200
    words = one.words()
    assert "北京大学交叉学科分会：3 人" in words and "1 行没有找到" in words and "查无此人（X-000）" in words
    for member in members[:3]:
        assert member["name"] in words
    looked_at(one, "unit-split-preview")
    one.press("返回修改")
    assert "已读入名单“名单.xlsx”" in one.words()
    one.go(f"/units/{branch}/changes")
    one.press("分立，自")
    one.press("放弃")


@pytest.mark.parametrize("account", ["zhaoqian", "liwen"])
def test_the_register_of_a_past_day_says_what_the_tree_says(window, atlas, account):
    one, unit = window(account=account), atlas.desk[account]
    one.go(f"/units/{unit}/members")
    one.page.locator("summary").filter(has_text="更多").first.click()
    one.press("过去某一天的名册")
    assert one.page.locator("h1").inner_text() == "过去的名册"
    day = "2025-06-30"
    one.go(f"/units/{unit}/members?on={day}")
    total = one.asked(f"/units/{unit}/members?on={day}")["data"]["total"]
    tree = one.asked(f"/units/{unit}?on={day}")["data"]
    assert total == tree["members"] > 0
    assert f"共 {total} 人" in plain(one.words())
    looked_at(one, f"register-of-a-day-{account}")


def test_past_months_follow_the_tree_of_their_day(window, atlas):
    one, unit = window(account="liwen"), atlas.desk["liwen"]
    one.go(f"/units/{unit}/coverage")
    for month in ("2026-03", "2026-10"):
        figures = one.asked(f"/units/{unit}/coverage?month={month}")["data"]
        if figures["members"] is None:
            continue
        rows = [row for row in figures["below"] if row["members"] is not None]
        assert sum(row["members"] for row in rows) == figures["members"], month
        assert sum(row["staff"] for row in rows) == figures["staff"], month
        assert sum(row["units"] for row in figures["below"]) == figures["units"], month
    one.go(f"/units/{unit}/coverage/units?month=2026-10")
    link = one.main.locator("tbody td a[href*='on=2026-10-31']").first
    behind = int(plain(link.inner_text()))
    with one.page.expect_navigation():
        link.click()
    assert one.page.locator("h1").inner_text() == "过去的名册"
    assert f"共 {behind} 人" in plain(one.words())
