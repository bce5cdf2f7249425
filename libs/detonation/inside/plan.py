"""What there is to import of what was laid out in a folder of packages, besides what is in a list. Prints JSON.

python3 -I plan.py FOLDER KNOWN_JSON
"""
import json
import os
import sys

MOST = 12
DEEPEST = 6
CODE = (".py", ".so")


def modules_of(path, name, depth):
    """A package is imported as one; of a folder that is none every module is, since importing the folder runs none."""
    inside = sorted(os.listdir(path))
    if any(entry.startswith("__init__.") and entry.endswith(CODE) for entry in inside):
        return [name]
    found = []
    for entry in inside:
        inner = os.path.join(path, entry)
        stem = entry.split(".")[0]
        if not stem.isidentifier():
            continue
        if os.path.isdir(inner):
            if entry == stem and depth < DEEPEST:
                found += modules_of(inner, name + "." + stem, depth + 1)
        elif entry.endswith(CODE):
            found.append(name + "." + stem)
    return found


folder, known = sys.argv[1], set(json.loads(sys.argv[2]))
own = sorted(name for name in os.listdir(folder) if name not in known) if os.path.isdir(folder) else []
modules = set()
code = False
for name in own:
    path = os.path.join(folder, name)
    if os.path.isdir(path):
        code = code or any(entry.endswith(CODE) for _, _, entries in os.walk(path) for entry in entries)
        if name.isidentifier():
            modules.update(modules_of(path, name, 1))
    elif name.endswith(CODE):
        code = True
        stem = name.split(".")[0]
        if stem.isidentifier():
            modules.add(stem)
print(
    json.dumps(
        {
            "own": own,
            "modules": sorted(modules)[:MOST],
            "untried": max(0, len(modules) - MOST),
            "runsNothing": code and not modules,
        }
    )
)
