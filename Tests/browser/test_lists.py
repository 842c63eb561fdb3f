"""A list as its officer likes it: columns, views, changes of many at once, and what is too long to be sent at once."""
import re
import time

import pytest


def heads(one):
    return one.main.locator("thead th").all_inner_texts()


def finished(one, words, patience=30):
    """Waits until a page that tells of progress shows these words; it loads itself anew when the work is done."""
    end = time.monotonic() + patience
    while words not in one.words():
        assert time.monotonic() < end, one.words()
        one.page.wait_for_timeout(300)
        if not one.script:
            one.page.reload()


def test_columns_are_chosen_and_remembered(window, atlas):
    one = window("phone", account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/members")
    one.main.locator("summary").filter(has_text="列").first.click()
    one.sound("members-columns")
    one.main.locator(".menu-form input[value=sex]").check()
    one.main.locator(".menu-form input[value=joined]").uncheck()
    one.press("显示这些列")
    for _ in range(2):
        assert "性别" in heads(one) and "入会日期" not in heads(one)
        one.go(f"/units/{atlas.desk['zhaoqian']}/members?state=retained")
    one.main.locator("summary").filter(has_text="列").first.click()
    one.main.locator(".menu-form input[value=sex]").uncheck()
    one.main.locator(".menu-form input[value=joined]").check()
    one.press("显示这些列")
    assert "性别" not in heads(one)


def test_the_buttons_of_a_phone_stand_in_one_row(window, atlas):
    one = window("phone", account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/members")
    tops = one.main.locator(".page-head .row > *").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    assert len(tops) == 3 and max(tops) - min(tops) < 4, tops
    one.main.get_by_text("更多", exact=True).click()
    one.sound("members-menu")
    one.page.keyboard.press("Escape")
    assert not one.main.locator("details.menu[open]").count()


def test_a_view_is_saved_shared_and_removed(window, atlas):
    one, other = window(account="zhaoqian"), window(account="liwen")
    unit = atlas.desk["zhaoqian"]
    one.go(f"/units/{unit}/members?state=retained&employment=established")
    one.press("保存为视图")
    assert one.press("保存视图") == 422
    one.sound("views-flaw")
    one.fill(name="退休在编", order="number")
    one.main.locator("input[value=sex]").check()
    one.press("保存视图")
    assert "退休在编" in one.main.locator("h1").inner_text() and "性别" in heads(one)
    other.go(f"/units/{unit}/members")
    assert "退休在编" not in other.words()
    one.press("管理视图")
    one.sound("views")
    one.press("修改", "main tbody")
    one.main.locator("input[name=shared]").check()
    one.press("保存")
    other.go(f"/units/{unit}/members")
    other.press("退休在编", "main .chips")
    assert "employment=established" in other.page.url
    one.press("管理视图")
    one.press("修改", "main tbody")
    one.press("删除视图")
    other.go(f"/units/{unit}/members")
    assert "退休在编" not in other.words()


@pytest.mark.parametrize("script", [True, False])
def test_many_are_changed_after_a_look_and_changed_back(window, atlas, script):
    one = window("phone" if script else "wide", account="zhaoqian", script=script)
    unit = atlas.desk["zhaoqian"]
    one.go(f"/units/{unit}/members?state=active&employment=dispatched")
    first = one.main.locator("tbody th a").first.inner_text()
    for box in one.main.locator("tbody input[type=checkbox]").all()[:3]:
        box.check()
    one.press("批量变动", "main .bulk")
    if script:
        one.sound("bulk-new")
    one.main.locator("input[name=kind][value=employment]").check()
    one.fill(to_employment="contract")
    one.press("列出名单")
    assert first in one.words() and "劳务派遣" in one.words() and "聘用" in one.words()
    if script:
        one.sound("bulk-plan")
    one.press("确认变动 3 人")
    finished(one, "撤销变动 3 人")
    if script:
        one.sound("bulk-done")
    one.press("撤销变动 3 人")
    finished(one, "已撤销")
    one.go(f"/units/{unit}/members?state=active&employment=dispatched")
    assert first in one.words()


def test_all_that_a_filter_finds_are_shown_before_they_end(window, atlas):
    one = window(account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/members?state=active&employment=other")
    shown = int(re.search(r"共 ([\d,]+) 人", one.main.locator(".pager").inner_text()).group(1).replace(",", ""))
    one.main.get_by_text("更多", exact=True).click()
    one.press("批量变动全部")
    one.main.locator("input[name=kind][value=end]").check()
    one.fill(end_state="withdrawn")
    assert one.press("列出名单") == 422
    one.sound("bulk-flaw")
    one.fill(reason="本人书面申请")
    one.press("列出名单")
    assert f"确认变动 {shown} 人" in one.words()
    one.press("取消", "main .card-b")
    assert "没有改动任何数据" in one.words()


def test_a_long_list_is_written_in_the_background_and_taken_once_ready(window, atlas, tmp_path):
    one, other = window(account="liwen"), window(account="zhaoqian")
    unit = atlas.desk["liwen"]
    one.go(f"/units/{unit}/members?q=")
    order = one.page.evaluate(
        """async unit => {
            const page = await (await fetch(`/units/${unit}/members`)).text();
            const keys = new DOMParser().parseFromString(page, 'text/html').querySelector('.menu-form');
            const form = document.createElement('form');
            form.method = 'post'; form.action = `/units/${unit}/register-files`;
            for (const name of ['csrf', 'key']) form.append(Object.assign(document.createElement('input'),
                { type: 'hidden', name, value: keys.querySelector(`[name=${name}]`)?.value ?? '' }));
            form.append(Object.assign(document.createElement('input'), { name: 'format', value: 'csv' }));
            document.body.append(form);
            return unit;
        }""", unit)
    assert order == unit
    with one.page.expect_navigation():
        one.page.evaluate("document.querySelector('body > form').submit()")
    finished(one, "下载文件")
    one.sound("register-file")
    address = one.page.url
    with one.page.expect_download() as waiting:
        one.main.locator("a").filter(has_text="下载文件").click()
    path = tmp_path / "all.csv"
    waiting.value.save_as(path)
    rows = path.read_text(encoding="utf-8-sig").strip().splitlines()
    assert len(rows) > 1000
    other.go(address.replace(one.address, ""))
    assert other.status in (403, 404)
    one.go(f"/units/{unit}/register-files")
    one.sound("register-files")
