"""Every page in every look: 375 and 1440, light and dark; and at 320, by keyboard alone, without script, on paper."""
import io

import pypdf
import pytest

from house import in_every_look

# Paths by name, and whose eyes see them. `{unit}` is 北京大学, `{branch}` its 文学院分会, `{member}` 周晓岚.
PAGES = {
    "home": ("zhouxiaolan", "/"),
    "me": ("zhouxiaolan", "/me"),
    "looks": ("zhouxiaolan", "/me/looks"),
    "account": ("zhouxiaolan", "/account"),
    "codes": ("zhouxiaolan", "/account/codes"),
    "workbench": ("zhaoqian", "/workbench"),
    "workbench-city": ("liwen", "/workbench"),
    "search": ("zhaoqian", "/search?q=wen"),
    "units": ("zhaoqian", "/units"),
    "units-found": ("zhaoqian", "/units?q=学院"),
    "unit": ("zhaoqian", "/units/{unit}"),
    "units-city": ("liwen", "/units"),
    "unit-tree": ("zhaoqian", "/units/{unit}/tree"),
    "unit-tree-past": ("zhaoqian", "/units/{unit}/tree?on=2024-12-31"),
    "unit-diagram": ("zhaoqian", "/units/{unit}/diagram"),
    "clusters": ("zhaoqian", "/units/{unit}/clusters"),
    "cluster-new": ("zhaoqian", "/units/{unit}/clusters/new"),
    "groups": ("zhaoqian", "/units/{unit}/groups?read=各高校工会、各区教育工会"),
    "group-new": ("zhaoqian", "/units/{unit}/groups/new"),
    "unit-below": ("zhaoqian", "/units/{unit}/below"),
    "unit-revision": ("zhaoqian", "/units/{unit}/revision"),
    "unit-move": ("zhaoqian", "/units/{branch}/move"),
    "unit-dissolution": ("zhaoqian", "/units/{branch}/dissolution"),
    "settings": ("zhaoqian", "/units/{unit}/settings"),
    "posts": ("zhaoqian", "/units/{unit}/posts?q=zhou"),
    "permissions": ("zhaoqian", "/units/{unit}/permissions"),
    "audit": ("zhaoqian", "/units/{unit}/audit"),
    "members": ("zhaoqian", "/units/{unit}/members"),
    "member-new": ("zhaoqian", "/units/{unit}/members/new"),
    "person": ("zhaoqian", "/people/{member}"),
    "person-revision": ("zhaoqian", "/people/{member}/revision"),
    "person-membership": ("zhaoqian", "/people/{member}/membership"),
    "accounts": ("zhaoqian", "/units/{unit}/accounts"),
    "person-account": ("zhaoqian", "/people/{member}/account"),
    "imports": ("zhaoqian", "/units/{unit}/imports"),
}
WALKED = ["home", "account", "workbench", "members", "person-revision", "member-new", "units", "units-city", "unit-diagram", "groups", "posts", "imports"]
UNSCRIPTED = ["home", "account", "workbench", "members", "person-revision", "units", "units-city", "groups", "clusters", "permissions", "imports"]


def place(name, atlas):
    account, path = PAGES[name]
    return account, path.format(unit=atlas.desk["zhaoqian"], branch=atlas.desk["heyutong"], member=atlas.member)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_in_every_look(window, atlas, name):
    account, path = place(name, atlas)
    in_every_look(window, path, name, account)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_smallest_phone(window, atlas, name):
    account, path = place(name, atlas)
    one = window("small", account=account)
    one.go(path)
    assert one.status == 200
    assert not one.layout()


@pytest.mark.parametrize("size", ["phone", "wide"])
@pytest.mark.parametrize("name", WALKED)
def test_a_page_is_walked_by_keyboard(window, atlas, name, size):
    account, path = place(name, atlas)
    one = window(size, account=account)
    one.go(path)
    one.walk(40)


@pytest.mark.parametrize("name", UNSCRIPTED)
def test_a_page_needs_no_script(window, atlas, name):
    account, path = place(name, atlas)
    one = window("phone", account=account, script=False)
    one.go(path)
    assert one.status == 200
    assert one.page.locator(".js-only:visible").count() == 0
    one.sound()


def test_the_officers_work_goes_without_script(window, atlas):
    one = window("phone", account="zhaoqian", script=False)
    one.go(f"/units/{atlas.desk['zhaoqian']}/members")
    one.fill(q="zxl")
    one.press("查找", "main form")
    one.press("周晓岚")
    one.press("修改资料")
    one.fill(phone="12")
    assert one.press("保存修改") == 422
    assert one.main.locator(".err-summary").count() == 1


@pytest.mark.parametrize("name", ["units", "members", "permissions"])
def test_a_page_prints_on_paper(window, atlas, name):
    account, path = place(name, atlas)
    one = window(account=account)
    one.go(path)
    one.page.emulate_media(media="print")
    pages = pypdf.PdfReader(io.BytesIO(one.page.pdf(format="A4"))).pages
    assert len(pages[0].extract_text().strip()) > 200, "the first sheet is all but blank"
    assert all(page.extract_text().strip() for page in pages), "a blank sheet"
    for rail in (".rail", ".topbar", ".tabs-bottom"):
        assert not one.page.locator(rail).is_visible(), f"{rail} is printed"
