"""Several federations in one installation: each with its own host, its own people, its own doors."""


def test_the_bare_address_lets_one_choose(window, served):
    one = window("phone")
    one.page.goto(f"http://127.0.0.1:{served.port}/")
    one.sound("chooser")
    assert "北京市教育工会" in one.words() and "广西教育工会" in one.words()
    one.press("广西教育工会")
    assert one.page.url.startswith(served.at("gx"))
    assert "广西教育工会" in one.words()


def test_an_unknown_host_shows_nothing_of_anyone(window, served):
    one = window("phone")
    one.page.goto(served.at("elsewhere") + "/units")
    assert one.status == 404


def test_a_session_of_one_opens_nothing_in_the_other(window, served, atlas):
    one = window("wide", account="liwen")
    one.go("/workbench")
    assert one.status == 200
    cookies = [{**cookie, "domain": "gx.localhost"} for cookie in one.context.cookies()]
    one.context.add_cookies(cookies)
    one.page.goto(served.at("gx") + "/workbench")
    assert "/sign-in" in one.page.url
    one.page.goto(served.at("gx") + f"/units/{atlas.desk['liwen']}")
    assert "/sign-in" in one.page.url


def test_the_same_name_is_another_person_elsewhere(window, atlas):
    here, there = window(account="liwen"), window(account="liwen", federation="gx")
    here.go("/units")
    there.go("/units")
    assert "海淀" in here.words() and "海淀" not in there.words()
    there.go(f"/units/{atlas.desk['liwen']}")
    assert there.status == 404
