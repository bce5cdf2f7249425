"""Moves what a wheel keeps in its `.data` folder to where an installer puts it (the binary distribution format).

python3 -I spread.py SITE PREFIX
"""
import os
import shutil
import sys

site, prefix = sys.argv[1], sys.argv[2]
places = {"purelib": site, "platlib": site, "data": prefix, "scripts": os.path.join(prefix, "bin")}
for name in sorted(os.listdir(site)):
    folder = os.path.join(site, name)
    if not name.endswith(".data") or not os.path.isdir(folder):
        continue
    for scheme, place in places.items():
        source = os.path.join(folder, scheme)
        if os.path.isdir(source):
            shutil.copytree(source, place, dirs_exist_ok=True)
    shutil.rmtree(folder)
