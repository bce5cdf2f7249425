"""Verdicts of GuardDog over archives, one JSON line for each: path, seconds, score, label, rules. Used by bench/scan.

Run in an environment of its own. GuardDog is shown in its best light: as a library, in one process for each core that is
started once, without its sandbox. Its command line starts anew for each artifact and asks the network for lists first.
"""

import json
import logging
import os
import signal
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor


class TooLong(Exception):
    pass


def give_up(*_):
    raise TooLong


def prepare(ecosystem, limit):
    global scanner, seconds
    # Here and not above: building a scanner is part of getting started, not of any artifact.
    logging.disable(logging.CRITICAL)
    if ecosystem == "npm":
        from guarddog.scanners.npm_package_scanner import NPMPackageScanner as Scanner
    else:
        from guarddog.scanners.pypi_package_scanner import PypiPackageScanner as Scanner
    scanner = Scanner()
    seconds = limit
    signal.signal(signal.SIGALRM, give_up)


def scan(path):
    from guarddog.utils.archives import safe_extract

    started = time.time()
    signal.alarm(seconds)
    try:
        with tempfile.TemporaryDirectory() as folder:
            safe_extract(os.path.abspath(path), folder)
            results = scanner.scan_local(folder)
            risk = results["risk_score"]
        rules = sorted({risk["name"] for risk in results["risks"] if "name" in risk})
        return [path, time.time() - started, risk["score"], risk["label"], rules]
    except Exception as failure:  # What it cannot read is an answer too.
        return [path, time.time() - started, None, "failed: " + type(failure).__name__, []]
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    ecosystem, processes, limit, listed = sys.argv[1:5]
    with open(listed, encoding="utf8") as lines:
        paths = lines.read().splitlines()
    with ProcessPoolExecutor(int(processes), initializer=prepare, initargs=(ecosystem, int(limit))) as pool:
        for row in pool.map(scan, paths):
            print(json.dumps(row), flush=True)
