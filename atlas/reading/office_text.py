"""Files of older office programs, turned by LibreOffice, where it is installed, into what is read.

It runs in the process that reads the one file, in whose bounds of memory and time it stands, with a
profile of its own that opens no link, runs no macro and reaches no other host.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from atlas.reading.decode import UnreadableFile

SECONDS: Final = 45
"""How long it may take over one file."""
PROGRAMS: Final = ("soffice", "libreoffice")

_STREAMS: Final = (
    ("WordDocument", (".doc", "docx")),
    ("Workbook", (".xls", "xlsx")),
)
"""What stands in the list of a file's streams, how such a file is called and what it becomes."""

_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="DisableActiveContent"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link"><value>1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType"><value>1</value></prop>
<prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""


def converted(data: bytes, *, name: str, apart: bool) -> tuple[bytes, str]:
    """The file as .docx or .xlsx, and which; raises `UnreadableFile` where that cannot be had.

    `apart` says that this process leads a group that ends with it.
    """
    program = next((found for one in PROGRAMS if (found := shutil.which(one))), None)
    holds = next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), None)
    if holds is None:
        # No document of such a program: it would be taken for a text of odd characters.
        raise UnreadableFile("old_word", name=name)
    suffix, kind = holds
    if program is None:
        raise UnreadableFile("old_sheet" if kind == "xlsx" else "old_word", name=name)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        profile = place / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        # Under a name of ours: the reader's may be anything.
        (place / f"file{suffix}").write_bytes(data)
        command = [program, f"-env:UserInstallation={profile.parent.as_uri()}"]
        command += ["--headless", "--norestore", "--convert-to", kind, "--outdir", folder]
        with subprocess.Popen(
            [*command, str(place / f"file{suffix}")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"},
            # It starts programs of its own, which end with it.
            start_new_session=not apart,
        ) as running:
            try:
                running.wait(SECONDS)
            except subprocess.TimeoutExpired:
                raise UnreadableFile("too_heavy", name=name) from None
            finally:
                running.kill() if apart else _end(running.pid)
        made = place / f"file.{kind}"
        if not made.is_file():
            raise UnreadableFile("old_sheet" if kind == "xlsx" else "old_word", name=name)
        return made.read_bytes(), kind


def _end(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
