"""Each officer sees what is theirs: the same addresses, other answers."""
import pytest


def statuses(one, *paths):
    return [one.asked(path)["status"] for path in paths]


@pytest.mark.parametrize("below", ["", "/members", "/imports", "/posts", "/audit", "/settings", "/permissions", "/members/new"])
def test_another_school_is_not_there(window, atlas, below):
    one = window("phone", account="chenlixin")
    one.go(f"/units/{atlas.desk['zhaoqian']}{below}")
    assert one.status == 404
    if not below:
        one.sound("not-found-desk")


def test_nor_are_its_people(window, atlas):
    one = window("phone", account="chenlixin")
    one.go("/workbench")
    person = f"/people/{atlas.member}"
    assert statuses(one, person, person + "/revision", person + "/membership") == [404, 404, 404]
    one.go("/search?q=zhouxiaolan")
    assert "周晓岚" not in one.words()


def test_a_school_chair_has_their_school(window, atlas):
    one = window(account="chenlixin")
    one.go(f"/units/{atlas.desk['chenlixin']}/members")
    assert one.status == 200 and "第一中学" in one.words()
    assert one.main.locator("tbody tr").count() > 0


def test_a_district_has_its_schools_and_no_university(window, atlas):
    one = window(account="sunyue")
    one.go("/units")
    assert "海淀区第一中学" in one.words() and "北京大学" not in one.words() and "朝阳" not in one.words()
    assert statuses(
        one, f"/units/{atlas.desk['chenlixin']}/members", f"/units/{atlas.desk['zhaoqian']}",
        f"/units/{atlas.desk['liwen']}") == [200, 404, 404]


def test_the_city_has_everything(window, atlas):
    one = window(account="liwen")
    one.go(f"/units/{atlas.desk['liwen']}/members")
    assert one.status == 200
    for desk in atlas.desk.values():
        assert statuses(one, f"/units/{desk}", f"/units/{desk}/members") == [200, 200]


def test_the_auditor_reads_and_changes_nothing(window, atlas):
    one = window(account="hejun")
    one.go(f"/units/{atlas.desk['hejun']}/audit")
    assert one.status == 200
    one.go(f"/units/{atlas.desk['hejun']}/members")
    for words in ("登记会员", "批量导入", "导出 Excel"):
        assert one.main.locator("a").filter(has_text=words).count() == 0, words
    one.go(f"/people/{atlas.member}")
    assert one.status == 200
    for words in ("修改资料", "变动会籍", "查看完整号码"):
        assert one.main.locator("a, button").filter(has_text=words).count() == 0, words
    one.sound("person-auditor")
    one.go(f"/people/{atlas.member}/revision")
    assert one.status == 403
    one.sound("forbidden")
    unit = f"/units/{atlas.desk['zhaoqian']}"
    assert statuses(one, unit + "/imports", unit + "/members/new", unit + "/below", unit + "/settings") == [403] * 4


def test_the_administrator_keeps_units_and_not_the_register(window, atlas):
    one = window(account="guanli")
    one.go("/workbench")
    assert one.status == 200
    assert one.page.locator(".rail a").filter(has_text="会员名册").count() == 0
    unit = f"/units/{atlas.desk['zhaoqian']}"
    assert statuses(one, unit, unit + "/posts", unit + "/permissions", unit + "/audit", unit + "/below") == [200] * 5
    assert statuses(one, unit + "/members", f"/people/{atlas.member}", unit + "/imports") == [403] * 3


def test_a_group_leader_keeps_their_group(window, atlas):
    one = window("phone", account="wuhang")
    group = f"/units/{atlas.desk['wuhang']}"
    one.go(group + "/members")
    assert one.status == 200
    assert one.main.locator("a").filter(has_text="登记会员").count() == 1
    assert one.main.locator("a").filter(has_text="导出").count() == 0
    assert statuses(one, f"/units/{atlas.desk['heyutong']}/members", f"/units/{atlas.desk['zhaoqian']}") == [404, 404]


def test_a_branch_organiser_keeps_their_branch(window, atlas):
    one = window("phone", account="heyutong")
    one.go(f"/units/{atlas.desk['heyutong']}/members")
    assert one.status == 200 and "文学院第一小组" in one.words()
    assert statuses(one, f"/units/{atlas.desk['wuhang']}", f"/units/{atlas.desk['zhaoqian']}/members") == [200, 404]
    assert statuses(one, f"/units/{atlas.desk['heyutong']}/audit") == [403]
