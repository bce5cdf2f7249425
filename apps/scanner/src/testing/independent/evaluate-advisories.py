"""Evaluates every record of an OSV export, for a test only: nothing of it is the product's.

Usage: python3 evaluate-advisories.py EXPORT.zip. One JSON line for each record and package of npm and PyPI:
{"id", "ecosystem", "name", "versions": [...], "answers": "..."} with one character for each version: 1 affected,
0 not, ? only because a range could not be evaluated (which counts as affected), x no version of the ecosystem or no
name that it can have.

PyPI versions are `packaging`'s. npm versions are compared as semver.org 2.0.0 section 11 says. Two things that the
schema leaves open are decided as the product says it decides them: an npm version with one or two parts has zeros
for the others, and a range with an event that is no version counts as affecting.
"""

import json
import re
import sys
import zipfile

try:
    from packaging.version import InvalidVersion, Version
except ImportError:  # pip carries a copy of its own
    from pip._vendor.packaging.version import InvalidVersion, Version

# semver.org, "Is there a suggested regular expression", with the "v" that npm also takes.
SEMVER = re.compile(
    r"v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?",
    re.ASCII,
)
SHORT = re.compile(r"v?(\d+)(?:\.(\d+))?", re.ASCII)
# What JavaScript can count exactly; npm refuses larger numbers.
LARGEST = 2**53 - 1


def npm_key(text):
    """A tuple that sorts as section 11 says, or None."""
    found = SEMVER.fullmatch(text.strip())
    if not found:
        return None
    numbers = tuple(int(found.group(n)) for n in (1, 2, 3))
    if max(numbers) > LARGEST:
        return None
    if found.group(4) is None:
        return numbers, 1, ()
    parts = found.group(4).split(".")
    # 11.4: numbers by value, before words; words by ASCII; of equal beginnings the longer is later.
    return numbers, 0, tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)


def pypi_key(text):
    try:
        return Version(text.strip())
    except InvalidVersion:
        return None


KEYS = {"npm": npm_key, "pypi": pypi_key}
CACHE = {}


def key(ecosystem, text):
    """Of a version as somebody asks for it."""
    at = (ecosystem, text)
    if at not in CACHE:
        CACHE[at] = KEYS[ecosystem](text)
    return CACHE[at]


def event_key(ecosystem, text):
    if ecosystem == "npm":
        short = SHORT.fullmatch(text)
        if short:
            text = f"{short.group(1)}.{short.group(2) or 0}.0"
    return key(ecosystem, text)


UNREADABLE = "?"
RANK = {"fixed": 0, "introduced": 1, "last_affected": 2}


def range_of(ecosystem, events):
    """UNREADABLE, or sorted events and limits."""
    read, limits, unlimited = [], [], False
    for event in events:
        for kind, text in event.items():
            if kind == "introduced" and text == "0":
                read.append((None, kind))
                continue
            if kind == "limit" and text == "*":
                unlimited = True
                continue
            at = event_key(ecosystem, text)
            if at is None:
                return UNREADABLE
            (limits if kind == "limit" else read).append((at, kind))
    first = [e for e in read if e[0] is None]
    rest = sorted((e for e in read if e[0] is not None), key=lambda e: (e[0], RANK[e[1]]))
    return first + rest, [] if unlimited else [at for at, _ in limits]


def included(version, read):
    """IncludedInRanges of the schema, for one range."""
    events, limits = read
    if limits and not any(version < limit for limit in limits):
        return False
    vulnerable = False
    for at, kind in events:
        if kind == "introduced" and (at is None or version >= at):
            vulnerable = True
        elif kind == "fixed" and version >= at:
            vulnerable = False
        elif kind == "last_affected" and version > at:
            vulnerable = False
    return vulnerable


def near_npm(text):
    """The version, what is just below and above it, and pre-releases."""
    found = SEMVER.fullmatch(text) or SHORT.fullmatch(text)
    if not found:
        return [text]
    groups = found.groups()
    major, minor = int(groups[0]), int(groups[1] or 0)
    patch, pre = (int(groups[2]), groups[3]) if len(groups) > 2 else (0, None)
    core = f"{major}.{minor}.{patch}"
    near = [text, core, f"{core}+build.1", f"{major}.{minor}.{patch + 1}", f"{major}.{minor}.{patch + 1}-0"]
    near += [f"{major}.{minor + 1}.0", f"{major + 1}.0.0", f"{core}-0", f"{core}-alpha.1", f"{core}-rc.1", f"{core}-rc.10"]
    if patch:
        near.append(f"{major}.{minor}.{patch - 1}")
    if minor:
        near.append(f"{major}.{minor - 1}.999")
    if major:
        near.append(f"{major - 1}.999.999")
    if pre:
        near += [f"{core}-{pre}.0", f"{core}-{pre}-"]
        last = re.search(r"\d+$", pre)
        if last:
            for step in (-1, 1):
                number = int(last.group()) + step
                if number >= 0:
                    near.append(f"{core}-{pre[: last.start()]}{number}")
    return near


def near_pypi(text):
    version = pypi_key(text)
    if version is None:
        return [text]
    release = list(version.release)
    own = ".".join(map(str, release))
    epoch = f"{version.epoch}!" if version.epoch else ""
    base = epoch + own
    near = [text, base, f"{base}.0", f"{base}.dev0", f"{base}a1", f"{base}b2", f"{base}rc1", f"{base}rc1.dev2"]
    near += [f"{base}rc1.post1", f"{base}.post0", f"{base}.post1", f"{base}.post1.dev0", f"{base}.1", f"{base}+local.1"]
    near += [f"1!{own}", f"{base}.0.1.dev1", f"{epoch}{'.'.join(map(str, [*release[:-1], release[-1] + 1]))}"]
    if release[-1]:
        below = epoch + ".".join(map(str, [*release[:-1], release[-1] - 1]))
        near += [below, f"{below}.999", f"{below}.post99"]
    if version.pre:
        kind, number = version.pre
        near += [f"{base}{kind}{number + 1}", f"{base}{kind}{number}.dev1", f"{base}{kind}{number}.post1"]
        if number:
            near.append(f"{base}{kind}{number - 1}")
    if version.post is not None:
        near += [f"{base}.post{version.post + 1}", f"{base}.post{version.post}.dev1"]
    if version.dev is not None:
        near.append(f"{base}.dev{version.dev + 1}")
    return near


NEAR = {"npm": near_npm, "pypi": near_pypi}
ECOSYSTEMS = {"npm": "npm", "PyPI": "pypi"}


def name_of(ecosystem, name):
    return re.sub(r"[-_.]+", "-", name).lower() if ecosystem == "pypi" else name  # PEP 503


def packages_of(record):
    """{(ecosystem, name): [affected]} of one record."""
    packages = {}
    for affected in record.get("affected") or []:
        package = affected.get("package") or {}
        ecosystem = ECOSYSTEMS.get((package.get("ecosystem") or "").split(":")[0])
        if ecosystem:
            packages.setdefault((ecosystem, name_of(ecosystem, package["name"])), []).append(affected)
    return packages


# PEP 508, names; npm's registry takes nothing that is no part of a path.
LEGAL = {
    "pypi": re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?", re.ASCII | re.IGNORECASE),
    "npm": re.compile(r"(?:@[^/\s@]+/)?[^/\s@]+"),
}


def evaluate(record, ecosystem, entries):
    listed, ranges, asked = set(), [], {}
    for affected in entries:
        for text in affected.get("versions") or []:
            asked[text] = None
            at = event_key(ecosystem, text)
            if at is not None:
                listed.add(at)
        for each in affected.get("ranges") or []:
            if each["type"] == "GIT":
                continue
            ranges.append(range_of(ecosystem, each["events"]))
            for event in each["events"]:
                for text in event.values():
                    for near in NEAR[ecosystem]("0.0.0" if text == "0" else text):
                        asked[near] = None
    withdrawn = bool(record.get("withdrawn"))
    readable = [r for r in ranges if r is not UNREADABLE]
    answers = []
    for text in asked:
        at = key(ecosystem, text)
        if at is None:
            answers.append("x")
        elif withdrawn:
            answers.append("0")
        elif at in listed or any(included(at, r) for r in readable):
            answers.append("1")
        else:
            answers.append(UNREADABLE if len(readable) < len(ranges) else "0")
    return list(asked), "".join(answers)


def main(path):
    with zipfile.ZipFile(path) as export:
        for entry in export.namelist():
            record = json.loads(export.read(entry))
            for (ecosystem, name), entries in packages_of(record).items():
                versions, answers = evaluate(record, ecosystem, entries)
                if not LEGAL[ecosystem].fullmatch(name):
                    answers = "x" * len(versions)
                line = {"id": record["id"], "ecosystem": ecosystem, "name": name, "versions": versions, "answers": answers}
                sys.stdout.write(json.dumps(line) + "\n")


main(sys.argv[1])
