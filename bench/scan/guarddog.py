"""Verdicts of GuardDog over archives, one JSON line for each: path, seconds, score, label. Used by bench/scan.

Run in its own environment. The library is used in one process for each core, which leaves out the start of its command
line and its lookups on the network, to its advantage.
"""

import json
import logging
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor

logging.disable(logging.CRITICAL)


def prepare(ecosystem):
    global scanner
    if ecosystem == "npm":
        from guarddog.scanners.npm_package_scanner import NPMPackageScanner as Scanner
    else:
        from guarddog.scanners.pypi_package_scanner import PypiPackageScanner as Scanner
    scanner = Scanner()


def scan(path):
    from guarddog.utils.archives import safe_extract

    started = time.time()
    try:
        with tempfile.TemporaryDirectory() as folder:
            safe_extract(os.path.abspath(path), folder)
            risk = scanner.scan_local(folder)["risk_score"]
        return [path, time.time() - started, risk["score"], risk["label"]]
    except Exception as failure:  # What it cannot read is an answer too.
        return [path, time.time() - started, None, "failed: " + type(failure).__name__]


if __name__ == "__main__":
    ecosystem, processes, listed = sys.argv[1:4]
    with open(listed, encoding="utf8") as lines:
        paths = lines.read().splitlines()
    with ProcessPoolExecutor(int(processes), initializer=prepare, initargs=(ecosystem,)) as pool:
        for row in pool.map(scan, paths):
            print(json.dumps(row), flush=True)
