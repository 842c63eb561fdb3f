"""Units, posts and rights: founded, given, ended, and read again in the audit."""
import datetime
from zoneinfo import ZoneInfo


def test_a_unit_is_founded_below_and_ended_again(window, atlas):
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    one.go(f"/units/{unit}")
    one.press("新建下级单位")
    assert one.press("设立单位") == 422
    one.sound("unit-below-flaws")
    one.fill(level="branch", kind="branch", name="北京大学数字人文中心分会", short_name="数字人文分会")
    one.press("设立单位")
    assert one.status == 200 and "数字人文" in one.words()
    one.go("/units?q=szrw")
    assert "数字人文" in one.words(), "found by its initials"
    one.press("数字人文")
    one.press("修改")
    one.fill(short_name="人文中心分会")
    one.press("保存修改")
    assert "人文中心分会" in one.words()
    one.press("组织变动")
    one.go(f"{one.page.url.split('/changes')[0].removeprefix(one.address)}/dissolution")
    one.fill(on_day="2999-01-01")
    assert one.press("下一步：核对") == 422
    one.fill(on_day=datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat())
    one.press("下一步：核对")
    assert "还没有办理" in one.words() and "人文中心分会" in one.words()
    one.sound("unit-dissolution-preview")
    one.press("确认撤销")
    assert "已办理" in one.words() + one.toast()


def test_a_unit_with_members_is_not_ended(window, atlas):
    one = window("phone", account="zhaoqian")
    one.go(f"/units/{atlas.desk['heyutong']}/dissolution")
    assert "现在还不能撤销" in one.words()
    assert one.main.locator("button").filter(has_text="下一步").count() == 0
    one.sound("unit-dissolution-against")


def test_a_post_is_given_shows_in_the_matrix_and_is_ended(window, atlas):
    one, branch = window(account="zhaoqian"), atlas.desk["heyutong"]
    one.go(f"/units/{branch}/posts")
    one.fill(q="zhouxiaolan")
    one.press("查找", "main form")
    yesterday = (datetime.datetime.now(ZoneInfo("Asia/Shanghai")) - datetime.timedelta(days=1)).date().isoformat()
    one.fill(kind="committee_member", from_day=yesterday, paper="文学院分会〔2026〕1 号")
    one.press("任命", "main form")
    assert "周晓岚" in one.main.locator("section[aria-labelledby=h-held]").inner_text()
    one.sound("posts-given")
    one.go(f"/units/{branch}/permissions")
    assert "周晓岚" in one.words()

    member = window("phone", account="zhouxiaolan")
    member.go("/workbench")
    assert "文学院分会" in member.page.locator("body").inner_text()

    one.go(f"/units/{branch}/posts")
    row = one.main.locator("section[aria-labelledby=h-held] tr").filter(has_text="周晓岚")
    with one.page.expect_navigation():
        row.locator("a").last.click()
    one.sound("post-end")
    one.fill(day=yesterday)
    assert one.press("办理离任") == 200
    one.go(f"/units/{branch}/permissions")
    assert "周晓岚" not in one.words()
    member.go("/workbench")
    assert member.page.url.rstrip("/") == member.address, "the right ends with the post"


def test_the_contact_that_members_see_is_kept(window, atlas):
    one = window(account="zhaoqian")
    one.go(f"/units/{atlas.desk['zhaoqian']}/settings")
    one.fill(office="燕南园 51 号", phone="010-62750000")
    one.press("保存", "main section[aria-labelledby=h-contact]")
    assert "联系方式已保存" in one.toast()
    assert one.main.locator("[name=office]").input_value() == "燕南园 51 号"


def test_the_audit_tells_what_was_done_and_that_the_chain_holds(window, atlas):
    one, unit = window(account="zhaoqian"), atlas.desk["zhaoqian"]
    one.go(f"/units/{unit}/settings")
    one.fill(hours="工作日 9:00—17:00")
    one.press("保存", "main section[aria-labelledby=h-contact]")
    one.go(f"/units/{unit}/audit")
    assert "赵倩" in one.words() and "联系方式" in one.words() and "完整" in one.words()
    one.press("连同下级", "main .chips")
    assert one.status == 200
    one.sound("audit-below")


def test_the_desk_is_chosen_in_the_switcher(window, atlas):
    one = window(account="zhaoqian")
    one.go("/workbench")
    one.page.locator(".rail .switcher summary").click()
    assert "北京大学" in one.page.locator(".switcher-list").first.inner_text()
    one.sound()
    one.press("会员首页", ".switcher-list")
    assert one.page.url.rstrip("/") == one.address


def test_the_menu_says_where_one_is(window, atlas):
    one = window(account="zhaoqian")
    for path, words in (
        ("/workbench", "工作台"), (f"/people/{atlas.member}", "会员名册"), (f"/units/{atlas.desk['heyutong']}/members", "会员名册"),
        (f"/units/{atlas.desk['heyutong']}", "单位与职务"), ("/units", "单位与职务"), (f"/units/{atlas.desk['zhaoqian']}/audit", "审计记录"),
    ):
        one.go(path)
        assert one.page.locator(".rail nav [aria-current]").all_inner_texts() == [words], path
