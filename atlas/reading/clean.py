"""Raw text to cleaned text, each character of which knows its place in the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from unicodedata import normalize

from atlas.reading.origin import Origin

_HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff〇"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]+|\r(?=\n)"
)
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ"
_NOTE = re.compile(rf"[(（\[［]([a-zɡɑ{_TONED} '’]{{1,40}})[)）\]］]")
_IS_HAN = re.compile(f"[{_HAN}]")
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|üe|er|a|o|e|i|u|ü)"
)
_PLAIN = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿɡɑ", "aaaaeeeeiiiioooouuuuüüüünnnmga")
# A gap inside running text is where the source broke its lines; two names side by side in a table
# keep theirs, since a table's line holds no sentence.
_GAP = re.compile(rf"(?<=[{_HAN}，、；：。）”])[ \u3000](?=[{_HAN}（“])")
_RUNNING = re.compile("[，。；,;]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned text; `origin[i]` is the place in the raw text of its character i."""

    text: str
    origin: Origin


def clean(raw: str) -> Cleaned:
    """Simplified, plainly spaced text without pinyin notes or invisible characters.

    Cleaning a cleaned text changes nothing: passes repeat until none finds work.
    """
    text, origin = raw, Origin(len(raw))
    while True:
        changed = _translate(text)
        cuts = _cuts(changed)
        if cuts:
            changed, origin = _cut(changed, cuts), origin.without(cuts)
        elif changed == text:
            return Cleaned(text, origin)
        text = changed


def _translate(text: str) -> str:
    """Length-keeping changes: traditional to simplified, full-width letters and digits, spaces."""
    table, phrases, pattern, telling = _simplify()
    out = text.translate(table) if not text.isascii() else text.translate(_SPACES)
    if telling.search(text):
        # Phrases are looked up in the words as they were, since a character's reading depends on
        # its neighbours (乾隆 keeps 乾, 乾燥 does not).
        pieces: list[str] = []
        last = 0
        for m in pattern.finditer(text):
            pieces += (out[last : m.start()], phrases[m.group()])
            last = m.end()
        out = "".join((*pieces, out[last:]))
    # \r before \n is dropped with the invisible characters; one that stands alone ends a line.
    return out if "\r\n" in out else out.replace("\r", "\n")


_SPACES = {0x0B: " ", 0x0C: "\n", 0x85: "\n", 0xA0: " ", 0x2028: "\n", 0x2029: "\n"}
_SPACES |= dict.fromkeys((5760, *range(8192, 8203), 8239, 8287), " ")


# Radicals of simplified characters, for which Unicode names no character they stand for.
_SIMPLE_RADICALS = dict(
    zip(
        "\u2e81\u2e84\u2e85\u2e88\u2e8b\u2e8c\u2e92\u2e95\u2e97\u2e9b\u2ea0\u2eac\u2eb6\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9"
        "\u2ecb\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee8\u2ee9\u2eea\u2eec\u2eee\u2ef0\u2ef3",
        "厂乙亻刀卩小巳彐心无民示羊虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄黾齐齿龙龟",
        strict=True,
    )
)


def _radicals() -> Iterator[tuple[int, str]]:
    """Signs for radicals that stand in pasted text in place of the characters (U+2F00 for 一)."""
    for code in chain(range(0x2E80, 0x2EF4), range(0x2F00, 0x2FD6)):
        sign = _SIMPLE_RADICALS.get(chr(code)) or normalize("NFKC", chr(code))
        if sign != chr(code):
            yield code, sign


@cache
def _simplify() -> tuple[dict[int, str], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """OpenCC's own tables, as one character table and the phrases that differ from it.

    The last pattern finds a character that only such phrases read in another way.
    """
    folder = resources.files("opencc") / "dictionary"

    def rows(name: str) -> list[tuple[str, str]]:
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        pairs = (line.split("\t") for line in lines if "\t" in line)
        return [(a, b.split(" ")[0]) for a, b in pairs]

    table: dict[int, str] = {ord(a): b for a, b in rows("TSCharacters.txt") if len(b) == 1}
    table |= {c: chr(c - 0xFEE0) for c in chain(range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B))}
    table |= {c: chr(c - 0xFEE0) for c in range(0xFF41, 0xFF5B)}
    table |= {c: table.get(ord(sign), sign) for c, sign in _radicals()}
    table |= _SPACES
    phrases = {
        a: b
        for a, b in chain(rows("TSPhrases.txt"), CORRECTED)
        if len(a) == len(b) and a.translate(table) != b
    }
    # A phrase whose outcome would change again is left out: cleaning twice must change nothing.
    phrases = {
        a: b for a, b in phrases.items() if b.translate(table) == b or b in phrases or a == b
    }
    longest = sorted(phrases, key=len, reverse=True)
    telling = {
        x
        for a, b in phrases.items()
        for x, y in zip(a, b, strict=True)
        if table.get(ord(x), x) != y
    }
    return (
        table,
        phrases,
        re.compile("|".join(map(re.escape, longest))),
        re.compile(f"[{re.escape(''.join(sorted(telling)))}]"),
    )


# 著 stands for 着 in machine-converted pages; OpenCC keeps it, as 著 has readings of its own
# (著名, 著作, 显著), so only words that are always written with 着 are mended.
_WITH_ZHE = (
    "著力 著眼 著重 著手 著陆 著陸 著落 著实 著實 执著 執著 沿著 随著 隨著 朝著 "
    "向著 接著 本著 为著 有著 看著 活著 穿著 "
    "围绕著 圍繞著 意味著 标志著 標誌著 伴随著 伴隨著 紧跟著 緊跟著 存在著 发挥著 發揮著"
)
CORRECTED = (
    *((word, word.replace("著", "着")) for word in _WITH_ZHE.split()),
    # Names that keep 乾 in simplified text too.
    *((word, word) for word in ("乾安", "乾县", "乾州")),
)


def _cuts(text: str) -> list[tuple[int, int]]:
    """Ranges to drop, in order and apart."""
    found = [m.span() for m in _INVISIBLE.finditer(text)]
    if not found:
        found = _markup(text)
    if not found:
        # Notes and gaps are judged by their neighbours, so invisible characters go first.
        found = list(_notes(text))
    if not found:
        found = _gaps(text)
    return found


# Markdown: an address behind the words of a link, a picture, an address that words refer to.
_LINK = re.compile(
    r"(!?\[)([^\[\]\n]{0,200})(\]\([^()\n]{1,400}(?:\([^()\n]{0,100}\)[^()\n]{0,100})?\))"
)
_ADDRESS = re.compile(r"^\[[^\[\]\n]{1,200}\]: [^\n]+|<https?://[^<>\n]{1,400}>", re.MULTILINE)


def _markup(text: str) -> list[tuple[int, int]]:
    """Comments, pictures and addresses of Markdown, which are no words of the text."""
    found: list[tuple[int, int]] = []
    at = text.find("<!--")
    while at >= 0 and (end := text.find("-->", at)) >= 0:
        found.append((at, end + 3))
        at = text.find("<!--", end)
    if not found and "](" in text:
        for m in _LINK.finditer(text):
            found += [m.span()] if m.group(1) == "![" else [m.span(1), m.span(3)]
    if not found and ("]: " in text or "<http" in text):
        found = [m.span() for m in _ADDRESS.finditer(text)]
    return found


def _notes(text: str) -> Iterator[tuple[int, int]]:
    """Pinyin notes, each right after the characters it reads or after another note of them."""
    last = at = 0
    for match in _NOTE.finditer(text):
        # Where one note follows another, both stand after the same characters.
        at = at if match.start() == last else match.start()
        if at and _IS_HAN.match(text, at - 1) and is_pinyin_note(text, match, at):
            last = match.end()
            yield match.span()
        else:
            last = 0


def _gaps(text: str) -> list[tuple[int, int]]:
    """Spaces between Chinese characters in lines of running text."""
    found, start, end, running = [], 0, -1, False
    for m in _GAP.finditer(text):
        if m.start() > end:
            start = text.rfind("\n", max(0, end), m.start()) + 1
            end = text.find("\n", m.start())
            end = len(text) if end < 0 else end
            running = _RUNNING.search(text, start, end) is not None
        if running:
            found.append(m.span())
    return found


def _cut(text: str, cuts: list[tuple[int, int]]) -> str:
    ends = [0, *(end for _, end in cuts)]
    starts = [*(start for start, _ in cuts), len(text)]
    return "".join(text[a:b] for a, b in zip(ends, starts, strict=True))


def is_pinyin_note(text: str, match: re.Match[str], at: int) -> bool:
    """Whether a bracket holds the reading of the characters before `at`, and not words of the text.

    Toned letters appear in no other bracket. Untoned ones (的(de), but also 人工智能(ai)) must
    spell a reading of the character they follow.
    """
    inside = match.group(1).strip()
    plain = inside.translate(_PLAIN).replace("'", " ").replace("’", " ")
    if not inside:
        return False
    syllables = plain.split()
    if not all(_SYLLABLE.fullmatch(s) for s in syllables):
        return False
    if any(ch in _TONED for ch in inside):
        return True
    before = text[max(0, at - len(syllables)) : at]
    if len(before) < len(syllables):
        return False
    return all(s in _readings(ch) for s, ch in zip(syllables, before, strict=True))


# Of the characters in use; a text made of all there are must not fill the memory.
@lru_cache(maxsize=4_096)
def _readings(character: str) -> frozenset[str]:
    """Untoned readings of a character."""
    # Loaded only for a text that holds untoned notes: the table is large and few texts do.
    from pypinyin import Style, pinyin  # noqa: PLC0415

    found = pinyin(character, style=Style.NORMAL, heteronym=True, v_to_u=True)
    return frozenset(chain.from_iterable(found))
