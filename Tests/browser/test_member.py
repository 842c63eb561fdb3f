"""A member on a phone: what the union knows of them, who looked at it, and why."""
import re

ONE = "核对互助保障理赔所用的证件号"


def test_who_looked_and_why_is_told_to_the_member(window, atlas):
    officer = window("wide", account="zhaoqian")
    officer.go(f"/people/{atlas.member}")
    assert "****" in officer.words()
    officer.main.locator("summary").filter(has_text="查看完整号码").click()
    assert officer.press("查看", "main form") == 422
    officer.sound("person-reveal-flaw")
    officer.fill(reason=ONE)
    officer.press("查看", "main form")
    assert officer.status == 200
    numbers = officer.main.locator("section[aria-labelledby=h-numbers]").inner_text()
    assert "****" not in numbers and re.search(r"\d{17}[\dX]", numbers.replace(" ", ""))
    officer.sound("viewing")

    member = window("phone", account="zhouxiaolan")
    member.go("/")
    assert "周老师" in member.page.locator("h1").inner_text()
    member.press("最近 30 天有", "main section[aria-labelledby=h-looks]")
    assert "赵倩" in member.words() and ONE in member.words()
    member.sound("looks")


def test_the_file_is_masked_even_for_oneself(window):
    one = window("phone", account="zhouxiaolan")
    one.go("/")
    one.press("我的档案")
    assert "文学院分会" in one.words() and re.search(r"1199 \*{4} \*{4} \w{4}", one.words())
    assert one.main.locator("form").count() == 0, "members do not change the register"


def test_a_member_has_no_desk(window, atlas):
    one = window("phone", account="zhouxiaolan")
    one.go("/workbench")
    assert one.page.url.rstrip("/") == one.address
    for path in ("members", "audit", "imports", "posts"):
        assert one.asked(f"/units/{atlas.desk['zhaoqian']}/{path}")["status"] in (403, 404), path
    assert one.asked(f"/people/{atlas.member}")["status"] in (403, 404)


def test_the_tabs_lead_everywhere(window):
    one = window("phone", account="zhouxiaolan")
    one.go("/")
    for words, path in (("我的档案", "/me"), ("谁看过", "/me/looks"), ("账号", "/account"), ("首页", "/")):
        one.press(words, ".tabs-bottom")
        assert one.page.url == one.address + path
        assert one.page.locator(".tabs-bottom [aria-current=page]").inner_text().strip() == words
