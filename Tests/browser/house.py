"""What the journeys speak: windows, sizes, schemes, and what a sound page is."""
import base64
import hashlib
import hmac
import pathlib
import re
import struct
import time

from axe_playwright_python.sync_playwright import Axe

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIZES = {"phone": (375, 812), "wide": (1440, 900), "small": (320, 640)}
SCHEMES = ("light", "dark")
LOOKS = [(size, scheme) for size in ("phone", "wide") for scheme in SCHEMES]


def accounts(text):
    """The demo's accounts by sign-in name, from lines of `federation⇥role⇥account⇥password`: `liwen`, and `gx/liwen`."""
    cast = {}
    for line in text.splitlines():
        parts = [part.strip() for part in line.split("\t")]
        if len(parts) >= 4:
            federation, _, name, password = parts[:4]
            cast.setdefault(name, (name, password))
            cast[f"{federation}/{name}"] = (name, password)
    return cast


def sign_in(page, address, account):
    """Signs in through the form, as anyone does. `account` is a name and a password."""
    page.goto(address + "/sign-in")
    page.locator("main input[autocomplete=username]").fill(account[0])
    page.locator("main input[type=password]").fill(account[1])
    page.locator("main form button.primary").click()
    page.wait_for_load_state("load")
    assert not page.url.endswith("/sign-in"), "not signed in: " + page.locator("main").inner_text()[:300]


def code_of_phone(spelled, ahead=0):
    """The six digits that a phone shows (RFC 6238) for a secret as the page spells it, `ahead` steps from now."""
    plain = re.sub(r"\s", "", spelled)
    secret = base64.b32decode(plain + "=" * (-len(plain) % 8))
    mac = hmac.new(secret, struct.pack(">Q", int(time.time()) // 30 + ahead), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def identity_number(birth, order, region="110105"):
    """A well-formed identity number; no living person's, as far as anyone can know. `order` is odd for men."""
    body = f"{region}{birth.replace('-', '')}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights)) % 11]


def in_every_look(window, path, name, account=None):
    """Opens a path once, turns it through both sizes and both schemes, and asks each time whether it is sound; pictures take
    the name."""
    one = window(*LOOKS[0], account)
    one.go(path)
    assert one.status == 200, f"{path}: {one.status}"
    for size, scheme in LOOKS:
        one.turn(size, scheme)
        # What is not colour is the same in the dark.
        one.sound(name, rules=None if scheme == "light" else ["color-contrast"])


class Window:
    """One window of one size and scheme, perhaps signed in. Keeps what the console says and every document it was sent."""

    def __init__(self, browser, served, doors, size, scheme, account, script, federation="bj"):
        self.size, self.scheme, self.script, self.served = size, scheme, script, served
        self.address, door = served.at(federation), (federation, account)
        width, height = SIZES[size]
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai",
            color_scheme=scheme, reduced_motion="reduce", java_script_enabled=script,
            storage_state=doors.get(door))
        self.page = self.context.new_page()
        self.complaints, self.documents, self.status = [], {}, 0
        self.page.on("pageerror", lambda error: self.complaints.append(("", str(error))))
        self.page.on("console", self._hear)
        self.page.on("response", self._receive)
        if account and door not in doors:
            sign_in(self.page, self.address, served.cast[f"{federation}/{account}"])
            doors[door] = self.context.storage_state()

    def _hear(self, message):
        if message.type == "error":
            self.complaints.append((message.location.get("url", ""), message.text))

    def _receive(self, response):
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.documents[response.url] = response
            self.status = response.status

    def go(self, path):
        """Opens a path and waits until charts, maps and fonts stand."""
        answer = self.page.goto(self.address + path, wait_until="load")
        if self.script:
            self.page.evaluate("document.fonts.ready.then(() => true)")
            self.page.wait_for_timeout(150)
        return answer

    def turn(self, size, scheme):
        """The same page in another look."""
        self.size, self.scheme = size, scheme
        self.page.set_viewport_size(dict(zip(("width", "height"), SIZES[size])))
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 150))))")

    @property
    def main(self):
        return self.page.locator("main")

    def words(self):
        """What main says."""
        return self.main.inner_text()

    def toast(self):
        return self.page.locator("#toasts").inner_text()

    def fill(self, **fields):
        """Fills fields by name: text, dates and choices alike."""
        for name, value in fields.items():
            one = self.main.locator(f"[name={name}]:not([type=hidden])").first
            if one.evaluate("e => e.tagName") == "SELECT":
                one.select_option(value)
            else:
                one.fill(value)

    def press(self, words, inside="main"):
        """Clicks the button or link with these words, waits for the page that follows, and gives its status."""
        found = self.page.locator(f"{inside} button, {inside} a").filter(has_text=words)
        with self.page.expect_navigation(wait_until="load"):
            found.locator("visible=true").first.click()
        return self.status

    def asked(self, path):
        """The status of a path and its data, asked as a program would, with this window's session."""
        return self.page.evaluate(
            """async path => {
                const answer = await fetch(path, { headers: { Accept: 'application/json' } });
                const data = answer.headers.get('content-type')?.includes('json') ? await answer.json() : null;
                return { status: answer.status, data };
            }""", path)

    def sound(self, name=None, rules=None):
        """Asserts that the page as it stands is sound, keeps its HTML for the checker and, with a name, its picture.

        `rules` are those that axe tries, all when there are none."""
        page, wrong = self.page, []
        # A document that answers 404 or 422 on purpose is reported by the console, but is no fault of the page.
        # Turning a page while it still glides in from the one before ends the gliding; people do not turn screens so fast.
        spoken = [
            text for url, text in self.complaints
            if not (url in self.documents and text.startswith("Failed to load resource"))
            and not text.startswith("Transition was aborted")]
        self.complaints.clear()
        wrong += [f"console: {text}" for text in spoken]
        self._keep(page.url)
        if self.script:
            wrong += self.layout()
            for found in Axe().run(page, options={"runOnly": rules} if rules else None).response["violations"]:
                places = "\n    ".join(node["html"][:160] for node in found["nodes"][:5])
                wrong.append(f"axe {found['id']}: {found['help']}\n    {places}")
        if name:
            self.shot(name)
        assert not wrong, f"{page.url} ({self.size}, {self.scheme}):\n  " + "\n  ".join(wrong)

    def layout(self):
        """No sideways scroll; a main that is neither crushed nor empty; exactly one h1; an id only once."""
        facts = self.page.evaluate("""() => {
            const root = document.documentElement, main = document.querySelector('main');
            const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
            return {
                over: root.scrollWidth - innerWidth,
                who: [...document.querySelectorAll('body *')].filter(e => {
                    const box = e.getBoundingClientRect();
                    return box.width && box.right > innerWidth + 1 && box.left < innerWidth;
                }).slice(0, 3).map(e => e.outerHTML.slice(0, 100)),
                main: main?.getBoundingClientRect().width ?? 0,
                heads: document.querySelectorAll('h1').length,
                twice: ids.filter((id, at) => ids.indexOf(id) !== at),
                inline: document.querySelectorAll('[onclick],[onchange],script:not([src])').length,
            };
        }""")
        wrong = []
        if facts["over"] > 0:
            wrong.append(f"scrolls sideways by {facts['over']} px: {facts['who']}")
        if facts["main"] < 280:
            wrong.append(f"main is {facts['main']} px wide")
        if facts["heads"] != 1:
            wrong.append(f"{facts['heads']} h1")
        if facts["twice"]:
            wrong.append(f"ids used twice: {facts['twice']}")
        if facts["inline"]:
            wrong.append(f"{facts['inline']} inline scripts or handlers")
        return wrong

    def _keep(self, url):
        """Writes the document as the server sent it, for test_valid.py."""
        response = self.documents.get(url.split("#")[0]) or self.documents.get(url)
        if response is None:
            return
        try:
            body = response.body()
        except Exception:  # noqa: BLE001 — Chromium lets bodies go; another visit will bring this page again
            return
        path = re.sub(r"^\w+://[^/]+/?", "", url).split("#")[0]
        name = re.sub(r"[^\w.-]+", "_", path)[:80] or "front"
        mark = hashlib.sha256(re.sub(rb'value="[^"]{16,}"', b"", body)).hexdigest()[:10]
        folder = ROOT / "Tests" / "browser" / ".pages"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}-{response.status}-{mark}.html").write_bytes(body)

    def walk(self, steps=60):
        """Goes through the page with Tab alone: every stop shows its ring and lies in the window."""
        wrong = []
        self.page.evaluate("document.activeElement?.blur()")
        for _ in range(steps):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate("""async () => {
                for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
                const e = document.activeElement;
                if (!e || e === document.body) return null;
                const ring = [e, e.nextElementSibling, e.closest('.stepper')].some(one =>
                    one && getComputedStyle(one).outlineStyle !== 'none');
                const box = e.getBoundingClientRect();
                const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
                return { what: e.outerHTML.slice(0, 120), ring, seen };
            }""")
            if stop is None:
                break
            if not stop["ring"]:
                wrong.append(f"no ring: {stop['what']}")
            if not stop["seen"]:
                wrong.append(f"out of sight: {stop['what']}")
        assert not wrong, f"{self.page.url} ({self.size}), by keyboard:\n  " + "\n  ".join(wrong)

    def shot(self, name):
        """Saves a picture of the whole page; bars that are fixed to the window are drawn where they would stand at its end."""
        self.page.screenshot(path=ROOT / "shots" / f"{name}-{SIZES[self.size][0]}-{self.scheme}.png", full_page=True)

    def close(self, picture=None):
        """Closes the window; with a path, a last picture of it is kept."""
        if picture:
            try:
                self.page.screenshot(path=picture)
            except Exception:  # noqa: BLE001 — the window may be gone already, and the failure has its own report
                pass
        self.context.close()
