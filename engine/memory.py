"""How much memory this process has held at once."""

import sys


def peak_memory_mib() -> int:
    """The most memory the process held at once, in MiB."""
    if sys.platform == "win32":
        import psutil

        return round(psutil.Process().memory_info().peak_wset / (1 << 20))
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10))
