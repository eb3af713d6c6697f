"""The tests keep rules of their own: they wait for what they judge, and never by the clock."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = sorted(TESTS.rglob("*.py"))
BROWSER = [path for path in FILES if "from playwright" in path.read_text(encoding="utf-8")]
READS = {
    *("inner_text", "inner_html", "all_inner_texts", "all_text_contents", "text_content"),
    *("count", "is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled"),
    *("get_attribute", "input_value", "bounding_box", "evaluate", "evaluate_all"),
}
"""What Playwright answers at once, whether or not the page is done."""
READ_BY_NAME = {"patches", "focused"}
"""Properties of `ViewPage` that ask the page."""
ACTS = {
    *("click", "dblclick", "fill", "press", "type", "check", "uncheck", "hover", "focus", "goto"),
    *("select_option", "set_input_files", "set_viewport_size", "show", "reload", "go_back", "tap"),
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def at(path: Path, node: ast.AST) -> str:
    return f"{path.name}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)[:80]}"


def outside_lambdas(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all within it, but for what a lambda does later."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            yield from outside_lambdas(child)


def called(node: ast.AST) -> str:
    """Name of the function or method that a call calls."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def reads(node: ast.AST, helpers: frozenset[str] = frozenset()) -> bool:
    """Whether an expression asks a page something without waiting for the answer to be right."""
    for inner in outside_lambdas(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            # `text.count("a")` counts in a text.
            if inner.func.attr in READS and not (inner.func.attr == "count" and inner.args):
                return True
        elif isinstance(inner, ast.Attribute) and (
            inner.attr in READ_BY_NAME or ast.unparse(inner).endswith("page.url")
        ):
            return True
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name):
            if inner.func.id in ("becomes", "expect"):
                return False
            if inner.func.id in helpers:
                return True
    return False


@cache
def reading_helpers(path: Path) -> frozenset[str]:
    """Functions of a file that give back what they have read."""
    functions = [node for node in tree(path).body if isinstance(node, ast.FunctionDef)]
    found: frozenset[str] = frozenset()
    for _ in range(3):
        found = frozenset(
            function.name
            for function in functions
            if not function.decorator_list
            and any(
                reads(node.value, found)
                for node in ast.walk(function)
                if isinstance(node, ast.Return) and node.value
            )
        )
    return found


def unwaited(path: Path) -> list[str]:
    """Assertions of a file that read a page as they judge it, or read it before an act is done."""
    helpers = reading_helpers(path)
    found = [
        at(path, node)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assert) and reads(node.test, helpers)
    ]
    for node in ast.walk(tree(path)):
        body = getattr(node, "body", [])
        if not isinstance(body, list) or not body:
            continue
        again = [(body[-1], body[0])] if isinstance(node, ast.For | ast.While) else []
        for act, read in (*pairwise(body), *again):
            acts = isinstance(act, ast.Expr) and called(act.value) in ACTS
            if acts and isinstance(read, ast.Assign) and reads(read.value, helpers):
                found.append(at(path, read))
    return found


@pytest.mark.parametrize("path", BROWSER, ids=lambda path: path.stem)
def test_what_a_page_says_is_waited_for(path: Path) -> None:
    assert unwaited(path) == []


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("assert page.locator('h1').inner_text() == 'a'", True),
        ("assert 'a' in title(page)", True),
        ("assert not view.patches", True),
        ("assert page.url == 'a'", True),
        ("if page: assert box.is_checked()", True),
        ("link.click(); text = page.locator('h1').inner_text(); assert text", True),
        ("for _ in page: text = page.inner_text('h1'); assert text; link.click()", True),
        ("link.click(); expect(link).to_be_hidden(); text = page.inner_text('h1')", False),
        ("link.click(); text = becomes(lambda: title(page), 'a')", False),
        ("assert becomes(lambda: title(page), 'a').count('a') == 1", False),
        ("assert text.count('a') == 1", False),
        ("assert errors == []", False),
    ],
)
def test_an_unwaited_reading_is_seen(tmp_path: Path, line: str, refused: bool) -> None:
    made = tmp_path / "made.py"
    made.write_text(f"def title(page):\n    return page.inner_text('h1')\n\n{line}\n", "utf-8")
    assert bool(unwaited(made)) is refused


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_sleeps_and_there_is_one_chromium(path: Path) -> None:
    slept = []
    for node in ast.walk(tree(path)):
        name = called(node)
        # To let others run, a task may give way for no time at all.
        if (name == "sleep" and ast.unparse(node) != "asyncio.sleep(0)") or name in (
            "wait_for_timeout",
            "slow_mo",
        ):
            slept.append(at(path, node))
        if name == "sync_playwright" and path.name != "chromium.py":
            slept.append(at(path, node))
    assert slept == []


@pytest.mark.parametrize("path", BROWSER, ids=lambda path: path.stem)
def test_what_a_page_is_asked_again_and_again_is_a_function(path: Path) -> None:
    """A bare expression would be evaluated from text, which the pages' policy stops."""
    bare = [
        at(path, node)
        for node in ast.walk(tree(path))
        if called(node) == "wait_for_function"
        and isinstance(node, ast.Call)
        and isinstance(node.args[0], ast.Constant)
        and "=>" not in str(node.args[0].value).split("{")[0]
    ]
    assert bare == []


def test_tests_of_a_file_stay_on_one_worker(request: pytest.FixtureRequest) -> None:
    """What a file shares is started once: the group a test runs in stands in its name."""
    grouped = request.node.nodeid.endswith("@unit/test_suites")
    assert grouped == ("PYTEST_XDIST_WORKER" in os.environ)
