"""The browser's modules run by Node: what a page would show, without a page."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

from atlas.browser_code import FRONTEND, frontend_files

SCRIPT = Path(__file__).with_name("browser_answers.mjs")


class BrowserAnswers:
    """A running Node that answers queries as foresight and offline files do."""

    def __init__(self, folder: Path) -> None:
        node = shutil.which("node") or shutil.which("nodejs")
        assert node, "Node is missing: `apt-get install nodejs`, or make test, which does it"
        # Node takes a .js file for a module where the package beside it says so.
        shutil.copytree(FRONTEND, folder, dirs_exist_ok=True)
        for package in (folder, folder / "vendor"):
            (package / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        paths = {name: str(folder / name) for name in frontend_files()}
        self._process = subprocess.Popen(
            [node, str(SCRIPT), json.dumps(paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def _said(self, question: dict[str, Any]) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "Node stopped; what it said stands above"
        return json.loads(line)

    def give(self, name: str, **held: Any) -> None:
        """Hand over the `catalogue` and the `plan`, a document, that `name` answers from."""
        self._said({"give": {"name": name, **held}})

    def open(self, of: str, held: dict[str, Any]) -> None:
        """Open a file of the document given as `of`, by what it holds; it answers as `file`."""
        own = {name: held["document"][name] for name in ("id", "title", "documents", "reasons")}
        # The texts were given already: only what the file leaves out of them differs.
        own["measures"] = [{"reasons": one["reasons"]} for one in held["document"]["measures"]]
        self._said({"open": held | {"of": of, "document": own}})

    def ask(self, name: str, **asked: Any) -> dict[str, Any]:
        """What `name` answers to a `query` in `lang`, its search cut into `terms`."""
        answer: dict[str, Any] = self._said({"ask": {"of": name, **asked}})
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()
