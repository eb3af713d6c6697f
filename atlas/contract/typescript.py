"""`contract.d.ts`, written from the types of this room by `make contract`.

Types become interfaces under their own names, aliases stay aliases, and the sentences that say what
they mean go along. What is read is the source, for there alone an alias still has its name; nothing
that goes by JSON Schema keeps those, and the arrays of a fixed length.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final, ForwardRef, get_args

from typing_extensions import is_typeddict

from atlas import contract, model

DECLARED: Final = Path(__file__).parents[1] / "ui" / "frontend" / "contract.d.ts"
WIDTH: Final = 100
PLAIN: Final = {
    "str": "string",
    "int": "number",
    "float": "number",
    "bool": "boolean",
    "None": "null",
    "True": "true",
    "object": "unknown",
}
HEAD: Final = """\
// What Python and the browser say to each other. Written by `make contract` from atlas/contract/:
// change it there. A module names its types by `@import {MapMessage} from "../contract"`.
"""


class Undeclared(TypeError):
    """A type of the contract for which this module knows no word of TypeScript."""


@cache
def modules() -> tuple[ModuleType, ...]:
    """Modules of the contract, and the nouns they name."""
    names = [one.name for one in iter_modules(contract.__path__) if one.name != "typescript"]
    return (model, *(import_module(f"atlas.contract.{name}") for name in names), contract)


def _aliases(module: ModuleType) -> dict[str, tuple[ast.expr, str]]:
    """Aliases of a module: what they stand for, and the text that follows them."""
    body = ast.parse(inspect.getsource(module)).body
    found: dict[str, tuple[ast.expr, str]] = {}
    for one, after in zip(body, [*body[1:], None], strict=True):
        if not isinstance(one, ast.Assign) or not isinstance(one.targets[0], ast.Name):
            continue
        if isinstance(one.value, ast.Name | ast.Subscript | ast.BinOp):
            text = after.value if isinstance(after, ast.Expr) else None
            said = str(text.value) if isinstance(text, ast.Constant) else ""
            found[one.targets[0].id] = (one.value, said)
    return found


@cache
def _named() -> dict[str, Any]:
    """Every type of the contract by its name: a TypedDict, or the source of an alias."""
    found: dict[str, Any] = {}
    for module in modules():
        own = [v for v in vars(module).values() if is_typeddict(v)]
        classes = {v.__name__: v for v in own if v.__module__ == module.__name__}
        for name, value in [*_aliases(module).items(), *classes.items()]:
            if name in found:
                raise Undeclared(f"{module.__name__}: {name} names another type already")
            found[name] = value
    return found


def _word(kind: ast.expr) -> str:
    """A type in TypeScript."""
    if isinstance(kind, ast.BinOp):
        return f"{_word(kind.left)} | {_word(kind.right)}"
    text = ast.unparse(kind)
    if not isinstance(kind, ast.Subscript):
        word = PLAIN.get(text) or (text if text in _named() else None)
        if word is None:
            raise Undeclared(f"{text} has no word in TypeScript: say it in {__name__}")
        return word
    inner = kind.slice.elts if isinstance(kind.slice, ast.Tuple) else [kind.slice]
    match ast.unparse(kind.value):
        case "Literal":
            said = [one.value for one in inner if isinstance(one, ast.Constant)]
            return " | ".join(f'"{v}"' if isinstance(v, str) else str(v).lower() for v in said)
        case "tuple":
            return f"[{', '.join(_word(one) for one in inner)}]"
        case "Sequence":
            word = _word(inner[0])
            return f"({word})[]" if "|" in word else f"{word}[]"
        case "Mapping":
            # Of words that are known one by one, some may be left out.
            open_ended = PLAIN.get(_plain(inner[0])) == "string"
            record = f"Record<{_word(inner[0])}, {_word(inner[1])}>"
            return record if open_ended else f"Partial<{record}>"
        case "NotRequired":
            return _word(inner[0])
    raise Undeclared(f"{text} has no word in TypeScript: say it in {__name__}")


def _plain(kind: ast.expr) -> str:
    """What an alias of an alias stands for in the end."""
    named = _named().get(ast.unparse(kind))
    return _plain(named[0]) if isinstance(named, tuple) else ast.unparse(kind)


def _comment(text: str, indent: str = "") -> Iterator[str]:
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    lines = [
        line
        for i, part in enumerate(paragraphs)
        for line in ([""] if i else []) + textwrap.wrap(part, WIDTH - len(indent) - 4)
    ]
    if len(lines) == 1:
        yield f"{indent}/** {lines[0]} */"
    elif lines:
        yield f"{indent}/**"
        yield from (f"{indent} * {line}".rstrip() for line in lines)
        yield f"{indent} */"


def _interface(name: str, kind: Any) -> Iterator[str]:
    yield from _comment(inspect.getdoc(kind) or "")
    yield f"export interface {name} {{"
    for field, hint in kind.__annotations__.items():
        text = hint.__forward_arg__ if isinstance(hint, ForwardRef) else hint.__name__
        optional = "?" if text.startswith("NotRequired[") else ""
        yield f"  {field}{optional}: {_word(ast.parse(text, mode='eval').body)};"
    yield "}"


def _alias(name: str, kind: ast.expr, said: str) -> Iterator[str]:
    yield from _comment(said)
    words = _word(kind).split(" | ") if isinstance(kind, ast.BinOp) else [_word(kind)]
    yield from _wrapped(f"export type {name} =", words)


def _table(name: str, said: str, kinds: Mapping[str, Any]) -> Iterator[str]:
    yield from _comment(said)
    yield f"export interface {name} {{"
    for key, kind in kinds.items():
        words = [one.__name__ for one in (get_args(kind) or (kind,))]
        yield from _wrapped(f'  "{key}":', words)
    yield "}"


def _wrapped(begins: str, words: list[str]) -> Iterator[str]:
    """A union of types on one line, or where they are many, a line each."""
    whole = f"{begins} {' | '.join(words)};"
    if len(whole) <= WIDTH:
        yield whole
        return
    indent = " " * (len(begins) - len(begins.lstrip()) + 2)
    yield begins
    yield from (f"{indent}| {word}" for word in words[:-1])
    yield f"{indent}| {words[-1]};"


def declarations() -> str:
    """The text of `contract.d.ts`; raises `Undeclared` for a type it has no word for."""
    blocks = [
        _alias(name, *kind) if isinstance(kind, tuple) else _interface(name, kind)
        for name, kind in _named().items()
    ]
    blocks += [
        _table("Views", "What each view of `frontend/views/` is sent.", contract.VIEWS),
        _table("Assets", "What is fetched once, by its path.", contract.ASSETS),
    ]
    return HEAD + "".join("\n" + "\n".join(block) + "\n" for block in blocks)


if __name__ == "__main__":
    DECLARED.write_text(declarations(), encoding="utf-8")
