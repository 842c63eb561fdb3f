"""The rulebook in officers' hands: a university proposes, the city confirms; a list as a workbook; a year of working days."""
import re

import openpyxl
import pytest

from house import LOOKS


def looked_at(one, name, looks=LOOKS):
    """Turns the page as it stands through the looks, asks each time whether it is sound, and turns it back."""
    was = (one.size, one.scheme)
    for size, scheme in looks:
        one.turn(size, scheme)
        one.sound(name, rules=None if scheme == "light" else ["color-contrast"])
    one.turn(*was)


def opened(one, unit, path=""):
    """The rules of a unit, found as an officer finds them."""
    one.go("/workbench")
    link = one.page.locator("nav a").filter(has_text="规则参数").first.get_attribute("href")
    assert link.startswith("/units/") and link.endswith("/rules")
    one.go(f"/units/{unit}/rules{path}")
    assert one.status == 200


def test_what_holds_is_told_with_its_paper(window, atlas):
    one, unit = window("wide", account="liwen"), atlas.desk["liwen"]
    opened(one, unit)
    assert "全国 · 北京市" in one.words() and "到会法定人数比例" in one.words() and "2/3" in one.words()
    looked_at(one, "rules")
    one.press("经费")
    assert "0.5%" in one.words() and "没有录入" not in one.words()
    one.go(f"/units/{unit}/rules/hotline.general")
    assert "依据不确定" in one.words() and "现行" in one.words()
    looked_at(one, "rule-unsure", [("wide", "light"), ("phone", "dark")])


def test_one_proposes_and_another_confirms(window, atlas):
    unit = atlas.desk["zhaoqian"]
    chair, city = window("phone", account="zhaoqian"), window("wide", account="liwen")
    opened(chair, unit, "/event.retirement_cap")
    chair.fill(value="一千", from_day="2030-01-01", citation="会议")
    assert chair.press("提出", "main form[method=post]") == 422
    assert chair.main.locator("[name=value]").input_value() == "一千" and "读不出" in chair.words()
    looked_at(chair, "rule-flaws", [("phone", "light"), ("wide", "dark")])
    chair.fill(value="800", from_day="2030-01-01", citation="本校工会委员会第 9 次会议决定")
    assert chair.press("提出", "main form[method=post]") == 200
    assert "请另一位有权限的干部确认" in chair.words()
    looked_at(chair, "rule-proposed")

    opened(city, unit, "/event.retirement_cap")
    assert "800 元" in city.words()
    looked_at(city, "rule-to-confirm", [("wide", "light"), ("phone", "light")])
    assert city.press("确认", "main form[method=post]") == 200
    assert "2030-01-01" in city.toast() and "起生效" in city.toast()
    looked_at(city, "rule-confirmed", [("wide", "light"), ("phone", "dark")])
    city.go(f"/units/{unit}/audit")
    assert "退休纪念品上限" in city.words(), "both hands stand in the chain"


def test_the_list_is_a_workbook(window, atlas, tmp_path):
    one = window("wide", account="sunyue")
    opened(one, atlas.desk["sunyue"])
    assert "350 元" in one.words() and "海淀区" in one.words(), "what its own committee decided begins next month"
    looked_at(one, "rules-district")
    with one.page.expect_download() as waiting:
        one.main.locator("a").filter(has_text="导出").first.click()
    waiting.value.save_as(tmp_path / "rules.xlsx")
    lines = list(openpyxl.load_workbook(tmp_path / "rules.xlsx").active.iter_rows(values_only=True))
    assert lines[0][:3] == ("分组", "参数", "现行规定") and len(lines) > 80
    quorum = next(line for line in lines if line[1] == "到会法定人数比例")
    assert quorum[2] == "2/3" and "总工发〔2016〕27号" in quorum[6]


@pytest.mark.parametrize("size", ["phone", "wide"])
def test_a_year_of_working_days(window, size):
    one = window(size, account="chenlixin")
    one.go("/calendar?year=2025")
    assert "国办发明电〔2024〕12号" in one.words() and "248 个工作日" in one.words()
    one.fill(**{"from": "2025-09-30", "days": "5"})
    one.press("算", "main form")
    assert re.search(r"2025 年 10 月 14 日 星期二截止", one.words())
    looked_at(one, "calendar", [(size, "light"), (size, "dark")])
    one.go("/calendar?year=2027")
    assert "还没有公布" in one.words()
    looked_at(one, "calendar-unknown", [(size, "light")])
