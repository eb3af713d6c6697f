"""The site's modules as one, in a browser: they draw what they draw one by one."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, expect

from tests.browser.harness import served
from tests.browser.map_payload import map_sent
from tests.browser.waiting import becomes

MOUNT = """async (sent) => {
  const { default: component } = await import("/bundled.js");
  const parentElement = document.body.appendChild(document.createElement("div"))
    .attachShadow({ mode: "open" });
  const data = new TextEncoder().encode(sent);
  await component({ parentElement, data, setTriggerValue() {} });
}"""


def test_the_bundle_draws_the_map_and_fetches_no_module_beside_it(browser: Browser) -> None:
    with served() as url:
        page = browser.new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url)
        page.evaluate(MOUNT, json.dumps({"view": "map", **map_sent()}))
        expect(page.locator(".map .label").first).to_be_visible()
        expect(page.locator(".units-county .unit")).to_have_count(121)
        expect(page.locator(".map")).to_have_css("touch-action", "pan-y")
        code = [name for name in asked if name.endswith((".js", ".css"))]
        assert code == ["bootstrap.js", "bundled.js", "assets/test/site.js"]
        assert errors == []
        page.close()


OVERTAKEN = """async (sent) => {
  const { receive } = await import("/assets/test/site.js");
  const root = document.body.appendChild(document.createElement("div"))
    .attachShadow({ mode: "open" });
  const data = new TextEncoder().encode(sent);
  const call = () => ({ data, setTriggerValue() {} });
  const [older, newer] = [call(), call()];
  root.latest = newer;
  // Both waited for the module, and the newer one is let on first.
  const ends = await Promise.all([receive(root, newer), receive(root, older)]);
  const views = () => root.querySelectorAll(".view-map").length;
  const shown = [views()];
  for (const end of ends.reverse()) {
    end();
    shown.push(views());
  }
  return shown;
}"""


def test_a_call_that_was_overtaken_takes_no_view_away_in_whatever_order_it_is_let_on(
    browser: Browser,
) -> None:
    with served() as url:
        page = browser.new_page()
        page.goto(url)
        sent = json.dumps({"view": "map", **map_sent()})
        # Drawn; the older call ends; the newer one does.
        becomes(lambda: page.evaluate(OVERTAKEN, sent), [1, 1, 0])
        page.close()
