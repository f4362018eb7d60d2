"""The colours and fonts of an installation: a file with values for some of our tokens, and nothing else of CSS."""

import re
from hashlib import sha256
from pathlib import Path

import msgspec

from backend.settings import SettingError

_NAMES = (
    "ink ink-2 ink-3 paper surface sunk line line-2 accent accent-2 accent-ink accent-wash focus"
    " good good-wash bad bad-wash warn warn-wash wait none font mono radius radius-l"
)
TOKENS = frozenset(_NAMES.split())
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DECLARATION = re.compile(r"--(?P<token>[a-z0-9-]+)\s*:\s*(?P<value>.+)", re.DOTALL)
# Without what ends a declaration, escapes, or names another place; quotes and brackets must close.
_VALUE = re.compile(r"[\w\s#%.,/+*()'\"-]{1,300}", re.ASCII)
_ELSEWHERE = re.compile(r"\b(url|image|image-set|src|attr|env|element)\s*\(", re.IGNORECASE)
_TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_MOST_BYTES = 20_000


class Theme(msgspec.Struct, frozen=True):
    sheet: str = ""  # "": ours

    @property
    def path(self) -> str:
        """Below which it is served, for ever; "": there is none."""
        return f"/theme/{sha256(self.sheet.encode()).hexdigest()[:16]}" if self.sheet else ""


OURS = Theme()


def read_theme(file: Path | None) -> Theme:
    """Raises SettingError."""
    if file is None:
        return OURS
    try:
        raw = file.read_bytes()[: _MOST_BYTES + 1]
        text = raw.decode()
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingError(f"SYNCLINE_THEME names {file}, which cannot be read: {problem}.") from problem
    if len(raw) > _MOST_BYTES:
        raise SettingError(f"SYNCLINE_THEME names {file}, which is larger than {_MOST_BYTES:,} bytes.")
    lines = [_checked(one.strip(), file) for one in _COMMENT.sub(" ", text).split(";") if one.strip()]
    return Theme("@layer theme {\n  :root {\n" + "".join(f"    {one};\n" for one in lines) + "  }\n}\n")


def _checked(text: str, file: Path) -> str:
    found = _DECLARATION.fullmatch(text)
    if found is None or found["token"] not in TOKENS or not _is_plain(found["value"]):
        said = " ".join(text.split())[:80]
        raise SettingError(
            f"SYNCLINE_THEME names {file}, where {said!r} cannot stand: expected `--NAME: VALUE;` with a plain value,"
            f" NAME being one of {', '.join(_NAMES.split())}."
        )
    return f"--{found['token']}: {' '.join(found['value'].split())}"


def _is_plain(value: str) -> bool:
    bare = _TEXT.sub(" ", value)
    closed = _closes(bare) and not any(opens in bare for opens in ("'", '"', "/*"))
    return closed and bool(_VALUE.fullmatch(value)) and not _ELSEWHERE.search(value)


def _closes(value: str) -> bool:
    depth = 0
    for each in value:
        depth += (each == "(") - (each == ")")
        if depth < 0:
            return False
    return depth == 0
