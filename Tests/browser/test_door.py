"""Coming in, going out, and what belongs to one's own account. These change passwords, so they play in 广西."""
import re

import pytest

from house import code_of_phone, sign_in

PASSWORD = "秋天的操场跑三圈再回家"


def test_a_wrong_password_is_told_in_words_and_the_name_stays(window):
    one = window("phone")
    one.go("/sign-in")
    one.fill(name="nobody-here", password="not-the-one-at-all")
    assert one.press("登录") == 422
    assert "工号或密码不对" in one.main.locator(".err-summary").inner_text()
    assert one.page.title().startswith("错误")
    assert one.main.locator("[name=name]:not([type=hidden])").first.input_value() == "nobody-here"
    assert one.main.locator("#password").input_value() == ""
    one.sound("sign-in-wrong")


def test_an_empty_form_names_both_fields(window):
    one = window("phone")
    one.go("/sign-in")
    assert one.press("登录") == 422
    assert one.main.locator("[aria-invalid=true]").count() == 2


def test_a_closed_page_leads_over_sign_in_to_where_one_wanted(window, served):
    one = window("phone", federation="gx")
    one.go("/me/looks")
    assert "/sign-in" in one.page.url
    name, password = served.cast["gx/zhouxiaolan"]
    one.fill(name=name, password=password)
    one.press("登录")
    assert one.page.url.endswith("/me/looks")


@pytest.mark.parametrize("script", [True, False])
def test_the_theme_is_turned_and_stays(window, script):
    one = window("phone", script=script)
    one.go("/sign-in")
    toggle = one.page.locator("[data-theme-form] button")
    if script:
        toggle.click()
        one.page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        one.page.wait_for_timeout(200)
    else:
        with one.page.expect_navigation():
            toggle.click()
    one.go("/sign-in")
    assert one.page.locator("html").get_attribute("data-theme") == "dark"


def test_out_is_out(window, served):
    one = window("phone", federation="gx")
    sign_in(one.page, one.address, served.cast["gx/zhaoqian"])
    one.go("/account")
    one.press("退出登录")
    assert "已退出登录" in one.toast()
    one.go("/me")
    assert "/sign-in" in one.page.url


def test_the_other_devices_are_seen_and_sent_away(window, served):
    first, second = window("phone", federation="gx"), window("wide", federation="gx")
    for one in (first, second):
        sign_in(one.page, one.address, served.cast["gx/sunyue"])
    first.go("/account")
    assert first.main.locator("section[aria-labelledby=devices] li").count() == 2
    first.sound("account-devices")
    first.press("退出其他所有设备")
    assert first.main.locator("section[aria-labelledby=devices] li").count() == 1
    second.go("/me")
    assert "/sign-in" in second.page.url


def test_a_set_up_link_lets_a_member_choose_their_password_once(window, served):
    path = re.search(r"/set-up/\S+", served.link).group()
    one = window("phone", federation="gx")
    one.go(path)
    assert "wuhang" in one.words() and "吴航" not in one.words(), "the slip may be in the wrong hands"
    one.sound("set-up")
    one.fill(password="short", again="other")
    assert one.press("设好密码") == 422
    one.sound("set-up-flaws")
    one.fill(password=PASSWORD, again=PASSWORD)
    one.press("设好密码")
    assert "密码已设好" in one.toast()
    one.go(path)
    assert one.status == 410
    one.sound("set-up-spent")
    again = window("phone", federation="gx")
    sign_in(again.page, again.address, ("wuhang", PASSWORD))


def test_the_password_is_changed_with_the_old_one(window, served):
    one = window("phone", federation="gx")
    name, old = served.cast["gx/chenlixin"]
    sign_in(one.page, one.address, (name, old))
    one.go("/account")
    one.fill(old="wrong", password=PASSWORD, again=PASSWORD)
    assert one.press("修改密码") == 422
    assert "密码不对" in one.words()
    one.fill(old=old, password=PASSWORD, again=PASSWORD)
    one.press("修改密码")
    assert "密码已改好" in one.toast()
    again = window("phone", federation="gx")
    sign_in(again.page, again.address, (name, PASSWORD))


def test_the_codes_of_a_phone_are_set_up_and_asked_for(window, served):
    one = window("phone", federation="gx")
    sign_in(one.page, one.address, served.cast["gx/heyutong"])
    one.go("/account/codes")
    one.sound("codes")
    secret = one.main.locator("b.mono").inner_text()
    one.fill(code="000000")
    assert one.press("确认并启用") == 422
    assert one.main.locator("b.mono").inner_text() == secret, "the phone that scanned it would be of no use"
    one.fill(code=code_of_phone(secret))
    one.press("确认并启用")
    assert "手机验证码已设好" in one.toast()

    again = window("phone", federation="gx")
    name, password = served.cast["gx/heyutong"]
    again.go("/sign-in")
    again.fill(name=name, password=password)
    again.press("登录")
    assert again.page.url.split("?")[0].endswith("/sign-in/code")
    again.sound("sign-in-code")
    again.go("/me")
    assert "/sign-in" in again.page.url, "the password alone opens nothing"
    again.go("/sign-in/code")
    again.fill(code="123456")
    assert again.press("确认") == 422
    again.fill(code=code_of_phone(secret, ahead=1))
    again.press("确认")
    again.go("/me")
    assert "何雨桐" in again.words()
