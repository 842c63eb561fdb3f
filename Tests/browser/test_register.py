"""A university's officer at the register: finding, correcting, changing, looking, taking out."""
import re

import openpyxl
import pytest


def total(one):
    """How many the list says there are."""
    return int(re.search(r"共 ([\d,]+) 人", one.main.locator(".pager").inner_text()).group(1).replace(",", ""))


def names(one):
    return one.main.locator("tbody th").all_inner_texts()


@pytest.mark.parametrize("typed", ["周晓岚", "晓岚", "zhouxiaolan", "zxl", "U00200009"])
def test_a_member_is_found_however_they_are_remembered(window, atlas, typed):
    one = window(account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/members")
    one.fill(q=typed)
    one.press("查找", "main form")
    assert "周晓岚" in names(one)
    assert one.main.locator("input[type=search][name=q]").input_value() == typed


def test_what_is_not_there_is_said_with_a_way_back(window, atlas):
    one = window("phone", account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/members?q=查无此人")
    assert "没有找到与“查无此人”相符的会员" in one.words()
    one.sound("members-none")
    one.press("查看全部会员")
    assert total(one) > 30


def test_filters_live_in_the_address_and_their_counts_are_true(window, atlas):
    one = window(account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/members")
    for words in ("保留会籍", "全部状态"):
        chip = one.main.locator(".chips a").filter(has_text=words)
        count = int(chip.locator(".n").inner_text())
        one.press(words, "main .chips")
        assert total(one) == count
        assert one.main.locator(".chips a[aria-current]").filter(has_text=words).count() == 1
    one.page.reload()
    assert total(one) == count, "the address alone brings the same list"


def test_pages_follow_one_another_without_loss(window, atlas):
    one = window(account="liwen")
    one.go(f"/units/{atlas.desk['liwen']}/members?state=retained")
    everyone, seen = total(one), []
    for _ in range(30):
        seen += one.main.locator("tbody th a").evaluate_all("all => all.map(a => a.pathname)")
        if not one.main.locator("a[rel=next]").count():
            break
        one.press("下一页")
    assert len(seen) == len(set(seen)) == everyone


def test_a_flaw_keeps_what_was_typed_and_the_mended_form_is_saved(window, atlas):
    one = window("phone", account="zhaoqian")
    person = atlas.members[0]
    one.go(f"/people/{person['id']}")
    one.press("修改资料")
    one.fill(note="借调到基金会一年", phone="1380013")
    assert one.press("保存修改") == 422
    assert "手机号" in one.main.locator(".err-summary").inner_text()
    assert one.main.locator("#note").input_value() == "借调到基金会一年"
    assert one.main.locator("#phone").get_attribute("aria-invalid") == "true"
    one.sound("person-revision-flaw")
    one.main.locator(".err-summary a").first.click()
    assert one.page.evaluate("document.activeElement.id") == "phone"
    one.fill(phone="138 0013 8000")
    one.press("保存修改")
    assert "已保存" in one.toast()
    assert "借调到基金会一年" in one.words() and "138 **** 8000" in one.words()


def test_the_second_of_two_officers_sees_what_the_first_wrote(window, atlas):
    person = f"/people/{atlas.member}/revision"
    first, second = window(account="zhaoqian"), window(account="heyutong")
    first.go(person)
    second.go(person)
    first.fill(note="第一位写的")
    first.press("保存修改")
    second.fill(note="第二位写的")
    assert second.press("保存修改") == 422
    assert "第一位写的" in second.words()
    assert second.main.locator("#note").input_value() == "第二位写的"
    second.sound("person-revision-meanwhile")
    second.main.locator("input[name='keep.note'][value=mine]").check()
    second.press("保存修改")
    assert "第二位写的" in second.words()


def test_membership_changes_and_the_past_stays(window, atlas):
    one = window(account="zhaoqian")
    person = next(line for line in atlas.members[1:] if line["state"] == "active")
    one.go(f"/people/{person['id']}")
    one.press("变动会籍")
    one.fill(state="retained")
    assert one.press("保存变动") == 422
    assert "请选择保留会籍的原因" in one.words()
    one.fill(retained_for="retired")
    one.press("保存变动")
    assert "已保存" in one.toast()
    now = one.main.locator("section[aria-labelledby=h-now]").inner_text()
    assert "保留会籍" in now
    assert "退休，保留会籍" in one.main.locator("section[aria-labelledby=h-life]").inner_text()
    one.sound("person-changed")


def test_a_member_is_entered_and_then_found(window, atlas):
    one = window(account="heyutong")
    one.go(f"/units/{atlas.desk['heyutong']}/members")
    before = total(one)
    one.press("登记会员")
    assert one.press("登记会员", "main form") == 422
    one.sound("member-new-flaws")
    one.fill(name="欧阳春晓", number="T-2001", sex="female", employment="contract")
    one.press("登记会员", "main form")
    assert one.status == 200 and "欧阳春晓" in one.words()
    one.go(f"/units/{atlas.desk['heyutong']}/members?q=oycx")
    assert names(one) == ["欧阳春晓"]
    one.go(f"/units/{atlas.desk['heyutong']}/members")
    assert total(one) == before + 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_taken_out_is_what_was_shown(window, atlas, tmp_path, kind):
    one = window(account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/members?state=active")
    shown = total(one)
    one.main.get_by_text("更多", exact=True).click()
    with one.page.expect_download() as waiting:
        one.main.locator("a").filter(has_text="导出 Excel" if kind == "xlsx" else "导出 CSV").click()
    path = tmp_path / f"list.{kind}"
    waiting.value.save_as(path)
    if kind == "csv":
        rows = path.read_text(encoding="utf-8-sig").strip().splitlines()
    else:
        rows = [row for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) if any(row)]
    assert "姓名" in str(rows[0])
    assert len(rows) - 1 == shown
    assert not re.search(r"\d{17}[\dX]", str(rows)), "identity numbers do not leave with a list"


def test_the_search_of_the_bar_finds_members_and_units(window):
    one = window(account="zhaoqian")
    one.go("/workbench")
    bar = one.page.locator(".topbar input[name=q]")
    bar.fill("zxl")
    with one.page.expect_navigation():
        bar.press("Enter")
    assert "周晓岚" in one.words()
    one.go("/search?q=信息学院")
    assert "信息学院分会" in one.words()
