"""How much memory this process holds, and has held at once."""

import os
import sys
from pathlib import Path


def peak_memory_mib() -> int:
    """The most memory the process held at once, in MiB."""
    if sys.platform == "win32":
        import psutil

        return round(psutil.Process().memory_info().peak_wset / (1 << 20))
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def memory_mib() -> int:
    """What the process holds now, in MiB; on macOS the most it held at once, which costs nothing to ask."""
    if sys.platform == "win32":
        import psutil

        return round(psutil.Process().memory_info().rss / (1 << 20))
    if sys.platform == "darwin":
        return peak_memory_mib()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20))
