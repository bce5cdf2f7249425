"""What there is to import of what was laid out in a folder of packages, besides what is in a list. Prints JSON.

python3 -I plan.py FOLDER KNOWN_JSON
"""
import json
import os
import sys

folder, known = sys.argv[1], set(json.loads(sys.argv[2]))
own = sorted(name for name in os.listdir(folder) if name not in known) if os.path.isdir(folder) else []
modules = []
for name in own:
    path = os.path.join(folder, name)
    if os.path.isdir(path):
        if name.isidentifier() and any(inner.endswith((".py", ".so")) for inner in os.listdir(path)):
            modules.append(name)
    elif name.endswith(".py") or name.endswith(".so"):
        stem = name.split(".")[0]
        if stem.isidentifier():
            modules.append(stem)
print(json.dumps({"own": own, "modules": sorted(set(modules))[:12], "untried": max(0, len(set(modules)) - 12)}))
