"""Safe files: written beside and then moved into place, checked on load."""

import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from engine.errors import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success it replaces `path`, on failure it is removed.

    Raises OutputError when the folder is missing, not writable, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise write_error(path, error) from error
    beside = Path(name)
    try:
        yield beside
        _allow_as_new_file(beside)
        beside.replace(path)
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a crash leaves either the old file or the new one."""
    with replacing(path) as beside:
        beside.write_bytes(data)


def write_error(path: Path, error: OSError) -> OutputError:
    """Translate an operating-system error on writing `path` into words."""
    if error.errno == errno.ENOSPC:
        return OutputError(f"The disk is full: {path.name} was not written.", "Free some space and try again.")
    return OutputError(f"Cannot write {path}: {error.strerror or error}.", "Choose another folder.")


def _allow_as_new_file(path: Path) -> None:
    # mkstemp makes files private; give them the mode any new file would have
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def require_keys(found: Mapping[str, object], wanted: set[str]) -> str | None:
    """A sentence naming missing and unexpected keys, or None when they match."""
    missing, extra = sorted(wanted - set(found)), sorted(set(found) - wanted)
    if not missing and not extra:
        return None
    return f"missing {missing[:3]}, unexpected {extra[:3]}"
