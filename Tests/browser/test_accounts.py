"""Accounts that an officer keeps: slips on paper, closing, opening; and what a member does with a slip."""
import io
import re

import pypdf


def test_a_slip_goes_from_the_printer_into_a_members_hand(window, atlas):
    one, person = window(account="zhaoqian"), atlas.members[6]
    one.go(f"/people/{person['id']}/account")
    one.press("打印开通单")
    assert one.status == 200 and "只显示这一次" in one.words()
    one.sound("slips-one")
    path = re.search(r"/set-up/[\w-]+", one.words()).group()
    member = window("phone")
    member.go(path)
    member.fill(password="桂花开在图书馆后面", again="桂花开在图书馆后面")
    if member.press("设好密码") == 422:
        member.fill(password="桂花开在图书馆后面的小路", again="桂花开在图书馆后面的小路")
        member.press("设好密码")
    member.go("/me")
    assert person["name"] in member.words()
    one.go(f"/people/{person['id']}/account")
    one.fill(closing_reason="本人申请停用账号")
    one.press("停用账号")
    assert one.status == 200
    member.go("/me")
    assert "/sign-in" in member.page.url, "closed is closed at once"
    one.go(f"/people/{person['id']}/account")
    one.press("恢复账号")
    assert one.status == 200


def test_slips_for_many_print_without_a_blank_sheet(window, atlas):
    one = window(account="zhaoqian")
    one.go(f"/units/{atlas.desk['wuhang']}/accounts")
    one.sound("accounts-group")
    one.press("打印开通单", "main .page-head")
    slips = one.main.locator(".slip").count()
    assert slips > 0
    one.sound("slips")
    one.page.emulate_media(media="print")
    sheets = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(one.page.pdf(format="A4"))).pages]
    assert "登录名" in sheets[0] and all(sheet.strip() for sheet in sheets)
    assert "只显示这一次" not in sheets[0], "the officer's remarks are not for the member"
    assert len(sheets) <= slips // 8 + 1
