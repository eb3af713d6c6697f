"""The API's own page, for people: tables, parameters, files and problems, in both languages."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any, Final

from atlas.api.parameters import described
from atlas.api.problems import STATUS
from atlas.api.requests import LONGEST_QUERY, MOST_FIELDS
from atlas.api.table_answers import ROUTES
from atlas.catalogue import load_catalogue
from atlas.export import FORMATS
from atlas.export.columns import COLUMNS
from atlas.export.limits import MOST_ROWS
from atlas.language import say
from atlas.model import LANGS, Lang
from atlas.query import labels

FEW: Final = 7
"""Known values of a parameter shown at once; more are folded away."""

_STYLE: Final = """
:root{color-scheme:light dark;
--ink:#1b2430;--dim:#4d5866;--line:#d9dee4;--link:#0b5cad;--paper:#fff}
@media(prefers-color-scheme:dark){
:root{--ink:#e8ecf1;--dim:#aab4c0;--line:#36404b;--link:#6cb4f5;--paper:#0f151b}}
body{font:16px/1.65 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:var(--ink);
background:var(--paper);max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.1rem;margin:2rem 0 .5rem}a{color:var(--link)}
table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid var(--line);padding:.4rem .6rem .4rem 0;text-align:left;
vertical-align:top}
code{font:.9em ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
th code,a code{white-space:nowrap}
.dim,details{color:var(--dim)}nav{float:right}
ul{list-style:none;padding:0;margin:.3rem 0;columns:3 15rem}li{break-inside:avoid}
"""


@lru_cache(maxsize=16)
def api_page(lang: Lang, base_url: str) -> bytes:
    """The page as HTML that asks for nothing else."""
    other = next(one for one in LANGS if one != lang)
    name = {"zh": "中文", "en": "English"}[other]
    title = f"{say('api.title', lang)} · {say('pages.brand', lang)}"
    parts = [
        f'<!doctype html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head>',
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f'<nav><a href="/api/v1?lang={other}" hreflang="{other}">{name}</a></nav>',
        f'<p class="dim"><a href="/?lang={lang}">{escape(say("pages.brand", lang))}</a></p>',
        f"<h1>{escape(say('api.title', lang))}</h1><p>{escape(say('api.about', lang))}</p>",
        f'<p><a href="/api/v1/openapi.json?lang={lang}">',
        f"{escape(say('api.description_link', lang))}</a></p>",
        *_tables(lang),
        *_parameters(lang),
        *_files(lang, base_url),
        *_problems(lang),
        f"<h2>{escape(say('api.citation', lang))}</h2>",
        f"<p>{escape(say('api.citation_text', lang))}</p></body></html>",
    ]
    return "".join(parts).encode()


def _tables(lang: Lang) -> list[str]:
    parts = [f"<h2>{escape(say('api.tables', lang))} <code>/api/v1/</code></h2><table>"]
    for name, kinds in ROUTES:
        links = " ".join(
            f'<a href="/api/v1/{name}.{kind}?lang={lang}"><code>.{kind}</code></a>'
            for kind in kinds
        )
        columns = "".join(
            f"<li><code>{column.name}</code> "
            f"{escape(say(f'tables.{name}.{column.name}', lang))}</li>"
            for column in COLUMNS[name]
        )
        parts.append(
            f"<tr><th><code>{name}</code></th><td>{links}</td>"
            f"<td>{escape(say(f'tables.{name}', lang))}<details>"
            f"<summary>{escape(say('api.columns', lang, n=len(COLUMNS[name])))}</summary>"
            f"<ul>{columns}</ul>"
            "</details></td></tr>"
        )
    return [*parts, f"</table><p class='dim'>{escape(say('api.layer_note', lang))}</p>"]


def _parameters(lang: Lang) -> list[str]:
    names = _names(lang)
    parts = [f"<h2>{escape(say('api.parameters', lang))}</h2><table>"]
    for name, about in described(lang).items():
        values = _known(about["schema"])
        listed = "".join(
            f"<li><code>{escape(value)}</code> {escape(names.get(name, {}).get(value, ''))}</li>"
            for value in values
        )
        shown = ""
        if values:
            known = escape(say("api.values", lang, n=len(values)))
            opened = " open" if len(values) <= FEW else ""
            shown = f"<details{opened}><summary>{known}</summary><ul>{listed}</ul></details>"
        repeated = say("api.repeat", lang) if about["schema"].get("type") == "array" else ""
        said = escape(about["description"] + repeated)
        parts.append(f"<tr><th><code>{name}</code></th><td>{said}{shown}</td></tr>")
    return [*parts, "</table>"]


def _names(lang: Lang) -> dict[str, dict[str, str]]:
    """What the known values are called, as far as they have names."""
    catalogue = load_catalogue()
    return labels(catalogue, lang)


def _known(schema: dict[str, Any]) -> list[str]:
    inner = schema.get("items", schema)
    return [value for one in inner.get("anyOf", []) for value in one.get("enum", [])]


def _files(lang: Lang, base_url: str) -> list[str]:
    links = " ".join(
        f'<a href="/export.{id_}?lang={lang}"><code>/export.{id_}</code></a>' for id_ in FORMATS
    )
    example = f"gpd.read_file('{base_url}/api/v1/places.geojson?strategy=border-opening')"
    return [
        f"<h2>{escape(say('api.files', lang))}</h2>",
        f"<p>{escape(say('api.files_text', lang))}</p><p>{links}</p>",
        f"<p><code>{escape(example)}</code></p>",
    ]


def _problems(lang: Lang) -> list[str]:
    parts = [f"<h2>{escape(say('api.problems', lang))}</h2><table>"]
    for kind, status in STATUS.items():
        about = say(
            f"api.{kind}_about",
            lang,
            most=LONGEST_QUERY,
            fields=MOST_FIELDS,
            rows=MOST_ROWS,
        )
        parts.append(
            f'<tr id="{kind}"><th><code>{kind}</code></th><td>{status}</td>'
            f"<td>{escape(say(f'api.{kind}', lang))}</td><td>{escape(about)}</td></tr>"
        )
    return [*parts, "</table>"]
