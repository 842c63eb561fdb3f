"""Pages that need no account are sound in every look, and can be used without script."""
import pytest

from house import LOOKS

PAGES = {"sign-in": "/sign-in", "not-found": "/no-such-page"}


@pytest.mark.parametrize("size,scheme", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_open_page_is_sound(window, name, size, scheme):
    one = window(size, scheme)
    one.go(PAGES[name])
    one.sound(name)


@pytest.mark.parametrize("name", PAGES)
def test_open_page_needs_no_script(window, name):
    one = window("phone", script=False)
    one.go(PAGES[name])
    one.sound(f"{name}-no-script")
    assert one.page.locator(".js-only:visible").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_open_page_fits_the_smallest_phone(window, name):
    one = window("small")
    one.go(PAGES[name])
    one.sound()


@pytest.mark.parametrize("size", ["phone", "wide"])
@pytest.mark.parametrize("name", PAGES)
def test_open_page_can_be_walked_by_keyboard(window, name, size):
    one = window(size)
    one.go(PAGES[name])
    one.walk()
