"""The pictures of both READMEs, taken from the running dashboard: `make screenshots`."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from atlas.model import LANGS
from tests.browser.dashboard import running

IMAGES = Path(__file__).parent / "images"
VIEW = "map?strategy=border-opening"
CHROMIUM = "/usr/bin/chromium"
MOST_BYTES = 300_000
"""A picture of a README should not weigh more than the page it is shown on."""


def shoot(browser: Browser, url: str, lang: str) -> bytes:
    """The map page in one language as a PNG, once its map is drawn."""
    page = browser.new_page(viewport={"width": 1440, "height": 960}, color_scheme="light")
    page.goto(f"{url}{VIEW}&lang={lang}")
    expect(page.locator(".view-map [data-code]").first).to_be_attached(timeout=30_000)
    page.wait_for_load_state("networkidle")
    picture = page.screenshot()
    page.close()
    return picture


def main() -> None:
    """Write one picture a language, its colours reduced to a palette."""
    with running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for lang in LANGS:
            picture = Image.open(io.BytesIO(shoot(browser, url, lang))).convert("RGB")
            path = IMAGES / f"map.{lang}.png"
            picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
            size = path.stat().st_size
            if size > MOST_BYTES:
                raise SystemExit(f"{path.name}: {size:,} bytes, more than {MOST_BYTES:,}")
            print(path.name, f"{size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
