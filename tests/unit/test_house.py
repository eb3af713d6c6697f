"""The house keeps its plan: who may import whom, how big a module is, where facts and words live.

docs/architecture.md is the plan, and it is read here as it is written: where code and plan
disagree one of the two is to be mended.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from atlas.browser_code import FRONTEND, frontend_files, modules_from
from atlas.catalogue import DATA
from atlas.query import FIELDS
from atlas.site import SITE

ROOT = Path(__file__).parents[2]
PLAN = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PRODUCT = sorted(
    path.relative_to(ROOT)
    for path in [ROOT / "app.py", ROOT / "dashboard.py", *(ROOT / "pages").glob("*.py"),
                 *(ROOT / "atlas").rglob("*.py")]
)  # fmt: skip
BROWSER = sorted(
    path.relative_to(ROOT)
    for path in FRONTEND.rglob("*")
    if path.suffix in (".js", ".css") and "vendor" not in path.parts
)
MOST_LINES = 320
MAY_IMPORT_STREAMLIT = {
    "app.py": "the server: it makes the st.App, and sets how Streamlit finds pages",
    "dashboard.py": "the entry script: page configuration and navigation",
    "pages": "what Streamlit runs for a page",
    "atlas/ui": "widgets, components and the session",
}


def table(heading: str, plan: str = PLAN) -> list[list[str]]:
    """Rows of the first table under a heading of a plan, without its head."""
    section = plan.split(f"## {heading}\n", 1)[1] if heading else plan
    lines = iter(section.splitlines())
    rows = []
    for line in lines:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif rows:
            break
    return rows[2:]


@cache
def source(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(source(path), filename=str(path))


@cache
def imported(path: Path) -> set[str]:
    """Modules that a file imports when it runs, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names.add(node.module or "")
            # `from atlas.tables import rows` names one, `from atlas.model import Place` a thing.
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom):
                    names -= {str(inner.module)} | {f"{inner.module}.{a.name}" for a in inner.names}
    return names


# Streamlit


def test_only_the_rooms_that_draw_import_streamlit() -> None:
    using = [
        path
        for path in PRODUCT
        if any(name.partition(".")[0] == "streamlit" for name in imported(path))
    ]
    assert Path("atlas/ui/components.py") in using
    drawing = [p for p in using if any(p.is_relative_to(room) for room in MAY_IMPORT_STREAMLIT)]
    assert using == drawing


# Rooms


@cache
def rooms() -> list[tuple[list[str], list[str]]]:
    """Rooms of the plan: their paths, and what they may import, by short names."""
    found = []
    for where, _, may in table(""):
        paths = re.findall(r"`([^`]+)`", where)
        found.append((paths, [name.strip(" `") for name in may.split(",")]))
    return found


@cache
def room_of(path: Path) -> int:
    """Number of the room a file stands in; the longest path that fits decides."""
    fits = [
        (len(place), number)
        for number, (places, _) in enumerate(rooms())
        for place in places
        if path.as_posix() == place or (place.endswith("/") and path.as_posix().startswith(place))
    ]
    assert fits, f"{path} stands in no room of docs/architecture.md"
    return max(fits)[1]


@cache
def allowed_rooms(number: int) -> set[int]:
    allowed = {number}
    for name in rooms()[number][1]:
        if name == "nothing of ours":
            continue
        if name == "all of the above":
            return set(range(number + 1))
        named = [
            other
            for other, (places, _) in enumerate(rooms())
            if any(Path(place).stem == name for place in places)
        ]
        assert len(named) == 1, f"docs/architecture.md: which room is {name!r}?"
        allowed |= set(named)
    return allowed


def file_of(module: str) -> Path | None:
    """File of a module of ours, or None."""
    path = Path(*module.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate in PRODUCT:
            return candidate
    return None


def test_imports_run_one_way() -> None:
    wrong = [
        f"{path} imports {module}"
        for path in PRODUCT
        for module in sorted(imported(path))
        if (target := file_of(module)) is not None
        and room_of(target) not in allowed_rooms(room_of(path))
        # A package's own __init__ holds nothing: what is taken from it is judged by itself.
        and target != Path("atlas/__init__.py")
    ]
    assert wrong == [], "mend the import, or the table in docs/architecture.md"


def test_rooms_stand_in_the_order_of_their_imports() -> None:
    """So no two rooms can import each other, by however many steps."""
    for number, (places, _) in enumerate(rooms()):
        assert max(allowed_rooms(number)) == number, places


def test_every_module_of_the_plan_is_there() -> None:
    named = [place for places, _ in rooms() for place in places if place.endswith(".py")]
    assert [place for place in named if not (ROOT / place).exists()] == []


# Size


def test_a_module_is_one_idea_long() -> None:
    lines = {path: len(source(path).splitlines()) for path in [*PRODUCT, *BROWSER]}
    assert {str(path): n for path, n in lines.items() if n > MOST_LINES} == {}


# Facts live in data/


ORDINARY: set[str] = set()


@cache
def place_names() -> re.Pattern[str]:
    """Every name of a place of the province: Chinese of two characters and more, English words."""
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    chinese = {row[name] for row in rows for name in ("name_zh", "short_zh") if len(row[name]) > 1}
    english = {row["name_en"] for row in rows} | {row["name_en"].split()[0] for row in rows}
    parts = [*map(re.escape, chinese - ORDINARY)]
    parts += [rf"\b{re.escape(name)}\b" for name in english - ORDINARY]
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


def province_code() -> str:
    with (DATA / "province.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["adcode"]


def docstrings(path: Path) -> set[int]:
    """Expressions that are only there to be read: docstrings of modules, functions and names."""
    told = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(statement.value)
        for node in ast.walk(tree(path))
        if isinstance(node, told)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }


def literals(path: Path) -> Iterator[str]:
    """Texts in a file's code, comments and docstrings left out."""
    if path.suffix == ".py":
        told = docstrings(path)
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and id(node) not in told:
                yield text
    else:
        text = re.sub(r"/\*.*?\*/", "", source(path), flags=re.DOTALL)
        yield re.sub(r"(?m)(?:^|(?<=\s))//.*$", "", text)


def test_the_search_for_names_would_find_them(tmp_path: Path) -> None:
    file = tmp_path / "wrong.py"
    file.write_text('"""鸡西 here is told."""\nWHERE = "鸡西市"  # 鸡西\n', encoding="utf-8")
    assert list(literals(file)) == ["鸡西市"]
    for name in ("鸡西市", "鸡西", "黑龙江", "Heilongjiang", "Harbin", "Daxing'anling"):
        assert place_names().findall(f"in {name} and") == [name]
    assert place_names().findall("Harbinger") == []


WORDED = sorted(
    path.relative_to(ROOT)
    for path in [*(ROOT / "atlas/words").glob("*.json"), *(ROOT / "atlas").rglob("*.html")]
    if "node_modules" not in path.parts
)
"""Words of the screen and pages that are filled in: whole, for nothing in them is a comment."""


def texts_of_code() -> Iterator[tuple[Path, str]]:
    for path in [*PRODUCT, *BROWSER]:
        for text in literals(path):
            yield path, text
    for path in WORDED:
        yield path, source(path)


def test_no_place_stands_in_code() -> None:
    found = [
        f"{path}: {name}" for path, text in texts_of_code() for name in place_names().findall(text)
    ]
    assert found == []


def test_no_code_of_a_place_stands_in_code() -> None:
    ours = re.compile(rf"(?<![\w#]){province_code()[:2]}\d{{4}}(?!\w)")
    found = [
        f"{path}: {code}"
        for path, text in texts_of_code()
        if path.suffix != ".css"
        for code in ours.findall(text)
    ]
    assert found == []


def test_no_id_of_the_province_s_own_tables_stands_in_code() -> None:
    ids = set()
    for table in ("documents", "zones", "strategies"):
        with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            ids |= {row["id"] for row in csv.DictReader(file)}
    found = [f"{path}: {text}" for path, text in texts_of_code() if text in ids]
    assert found == []


def test_the_plan_lists_the_tables_of_the_data_with_their_keys_and_columns() -> None:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    held = {}
    for resource in package["resources"]:
        schema = resource["schema"]
        key = schema["primaryKey"]
        keys = [key] if isinstance(key, str) else key
        held[resource["path"]] = (keys, [field["name"] for field in schema["fields"]])
    told = {
        file: (
            [name.strip() for name in key.split("+")],
            [name.strip() for name in re.sub(r"\([^)]*\)", "", columns).split(",")],
        )
        for file, key, columns in table("Tables of `data/`")
    }
    assert list(told) == list(held)
    for file, columns in held.items():
        assert told[file] == columns, file


# One vocabulary


def test_every_parameter_of_a_query_is_documented() -> None:
    told = [name for row in table("Query parameters") for name in re.findall(r"`(\w+)`", row[0])]
    assert told == list(FIELDS)


def test_every_page_has_its_file_and_its_label() -> None:
    assert {path.stem for path in (ROOT / "pages").glob("*.py")} == set(SITE)


# The browser's code asks nobody else

NAMESPACES = {"www.w3.org", "schemas.openxmlformats.org", "www.geopackage.org"} | {
    "purl.oclc.org",
    "openoffice.org",
}
"""Names of XML vocabularies and parts of standards, which look like addresses and are not asked."""


VENDORED = sorted(p.relative_to(ROOT) for p in (FRONTEND / "vendor").glob("*.js"))


def test_the_browser_s_code_names_no_other_host() -> None:
    found = {
        f"{path}: {host}"
        for path in [*BROWSER, *VENDORED]
        for host in re.findall(r"(?:https?|wss?)://([\w.-]+)", source(path))
        if host not in NAMESPACES
    }
    without_scheme = [p for p in [*BROWSER, *VENDORED] if re.search(r"""["'(]//\w""", source(p))]
    assert (found, without_scheme) == (set(), [])


def test_python_names_no_other_host_either() -> None:
    found = {
        f"{path}: {host}"
        for path in PRODUCT
        for text in literals(path)
        for host in re.findall(r"https?://([\w.-]+)", text)
        if host not in NAMESPACES | {"127.0.0.1", "localhost"}
    }
    assert found == set()


def test_every_module_of_the_browser_is_used() -> None:
    """By a view that Python mounts, or by a page that Python puts together."""
    files = frontend_files()
    entries = {text for path in PRODUCT for text in literals(path)} & set(files)
    entries |= {name for name in files if name.startswith("views/") and name.endswith(".js")}
    entries |= {"preload.js"}  # by the bundle of the site
    used = set(modules_from("loader.js", *(name for name in entries if name.endswith(".js"))))
    written = [name for name in files if name.endswith(".js") and not name.startswith("vendor/")]
    assert [name for name in written if name not in used] == []


# Rooms of the browser's code

BROWSER_PLAN = (FRONTEND / "README.md").read_text(encoding="utf-8")
BROWSER_FILES = sorted(path.relative_to(FRONTEND).as_posix() for path in FRONTEND.rglob("*.js"))


@cache
def browser_rooms() -> list[tuple[list[str], list[str]]]:
    """Rooms of the browser's plan: their paths, and what they may import, by short names."""
    return [
        (re.findall(r"`([^`]+)`", where), [name.strip() for name in may.split(",")])
        for where, _, may in table("", BROWSER_PLAN)
    ]


def browser_room_of(path: str) -> int:
    fits = [
        number
        for number, (places, _) in enumerate(browser_rooms())
        if any(path == place or (place[-1] == "/" and path.startswith(place)) for place in places)
    ]
    assert len(fits) == 1, f"{path} stands in {len(fits)} rooms of atlas/ui/frontend/README.md"
    return fits[0]


def browser_rooms_open_to(number: int) -> set[int]:
    names = {Path(place).stem: i for i, (ps, _) in enumerate(browser_rooms()) for place in ps}
    may = browser_rooms()[number][1]
    if may == ["all of the above"]:
        return set(range(number + 1))
    return {number, names["vendor"]} | {names[name] for name in may if name != "nothing of ours"}


def browser_imports(path: str, text: str) -> list[str]:
    """Modules that a module of the browser imports, at its head or later; types are none."""
    text = re.sub(r"/\*\*.*?\*/", "", text, flags=re.DOTALL)
    addresses = re.findall(r'(?:\bfrom\s*|\bimport\s*\(?\s*)"(\.[^"]+)"', text)
    folder = FRONTEND / Path(path).parent
    return [(folder / a).resolve().relative_to(FRONTEND.resolve()).as_posix() for a in addresses]


def crossings(path: str, text: str) -> list[str]:
    """Imports that the room of a browser's module may not make."""
    may = browser_rooms_open_to(browser_room_of(path))
    return [
        f"{path} imports {one}"
        for one in browser_imports(path, text)
        if browser_room_of(one) not in may
    ]


def test_imports_of_the_browser_run_one_way() -> None:
    wrong = [w for path in BROWSER_FILES for w in crossings(path, source(FRONTEND / path))]
    assert wrong == [], "mend the import, or the table in atlas/ui/frontend/README.md"


def test_a_crossing_of_the_browser_would_be_found() -> None:
    text = 'import { el } from "../core/parts.js";\nimport "../views/map.js";\n'
    text += 'export const later = () => import("../measures/cards.js");\n'
    assert crossings("place/context.js", text) == [
        "place/context.js imports views/map.js",
        "place/context.js imports measures/cards.js",
    ]


def test_rooms_of_the_browser_stand_in_the_order_of_their_imports_and_none_is_idle() -> None:
    for number, (places, _) in enumerate(browser_rooms()):
        assert max(browser_rooms_open_to(number)) == number, places
        assert all((FRONTEND / place).exists() for place in places), places


def test_a_room_of_the_browser_may_import_no_more_than_it_does() -> None:
    used: dict[int, set[int]] = {}
    for path in BROWSER_FILES:
        targets = {browser_room_of(one) for one in browser_imports(path, source(FRONTEND / path))}
        used.setdefault(browser_room_of(path), set()).update(targets)
    idle = {
        tuple(places): sorted(browser_rooms_open_to(number) - used.get(number, set()) - {0, number})
        for number, (places, may) in enumerate(browser_rooms())
        if may != ["all of the above"]
    }
    assert {places: rooms for places, rooms in idle.items() if rooms} == {}


def test_browser_modules_import_only_their_neighbours() -> None:
    found = [
        f"{path}: {address}"
        for path in BROWSER
        if path.suffix == ".js"
        for address in re.findall(r'(?m)^(?:import|export|\}) .*?from "([^"]+)"', source(path))
        if not address.startswith(".")
    ]
    assert found == []
