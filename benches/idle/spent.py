#!/usr/bin/env python3
"""Runs a command and prints what it spent: {"code", "cpu_ms", "wall_ms", "peak_mb"}.

Processor time and peak memory are what the kernel counted for the command alone; what it prints as a result is thrown away. The peak is
never below that of this program (some 10 MB), whose place the command takes.
"""

import json
import os
import subprocess
import sys
import time

begun = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, spent = os.wait4(process.pid, 0)
wall = time.perf_counter() - begun
print(
    json.dumps(
        {
            "code": os.waitstatus_to_exitcode(status),
            "cpu_ms": (spent.ru_utime + spent.ru_stime) * 1e3,
            "wall_ms": wall * 1e3,
            "peak_mb": spent.ru_maxrss * 1024 / 1e6,
        }
    )
)
