import { pythonReady } from './grammar';
import { readPython } from './read-python';

const signalsOf = (code: string) =>
  [...new Set(readPython('x.py', code).observations.map((seen) => seen.signal))].sort();

describe('ast/python/read-python', () => {
  beforeAll(pythonReady);

  it.each<[string, string, string[]]>([
    ['nothing', 'x = 1', []],
    ['a network module', 'import requests', ['network']],
    ['a renamed one', 'import urllib.request as r\nr.urlopen("https://a.invalid")', ['network']],
    ['parsing an address', 'from urllib.parse import quote\nquote("x")', []],
    ['exec of text that is there', 'exec("x = 1")', []],
    ['exec of text that asks the network', 'exec("import requests")', ['network']],
    ['exec of what comes', 'def f(a):\n  exec(a)', ['dynamic-code']],
    ['exec of decoded text', 'import base64\nexec(base64.b64decode("eA=="))', ['decoded-code']],
    ['the same through names', 'from base64 import b64decode as d\np = d("eA==")\nexec(p)', ['decoded-code']],
    [
      'the same without import',
      '__import__("builtins").exec(__import__("base64").b64decode("eA=="))',
      ['decoded-code'],
    ],
    [
      'exec of a compressed code object',
      'import marshal, zlib\nexec(marshal.loads(zlib.decompress(b"x")))',
      ['decoded-code'],
    ],
    [
      'exec of what the network says',
      'import requests\nexec(requests.get("https://a.invalid").text)',
      ['dynamic-code', 'network', 'remote-code', 'remote-shell'],
    ],
    ['decoding without exec', 'import base64\nx = base64.b64decode("eA==")', []],
    ['compiling a pattern', 'import re\nre.compile("x")', []],
    ['the whole environment', 'import os, json\njson.dumps(dict(os.environ))', ['environment-harvest']],
    ['a variable by name', 'import os\nos.environ.get("HOME"); os.environ["PATH"]', []],
    [
      'a secret by name',
      'import os\nos.environ["AWS_SECRET_ACCESS_KEY"]; os.getenv("NPM_TOKEN")',
      ['environment-secret'],
    ],
    ['a credential file', 'open("~/.pypirc").read()', ['credential-file']],
    ['a file written', 'open("x", "w").write("y")', ['file-write']],
    ['a file read', 'open("x", "rb").read()', []],
    ['a start file written', 'open(home + "/.bashrc", "a").write("x")', ['file-write', 'persistence']],
    ['its own deletion', 'import os\nos.remove(__file__)', ['self-delete']],
    ['escaped text', 'exec("\\x69mport requests")', ['network']],
  ])('%s', (_, code, signals) => {
    expect(signalsOf(code)).toEqual(signals);
  });

  it.each<[string, unknown]>([
    ['import os\nos.system("ls -l")', { text: 'ls -l' }],
    ['import subprocess as s\ns.run(["node", "x.js", flag])', { argv: ['node', 'x.js', '${}'] }],
    [
      'import subprocess, sys\nsubprocess.Popen([sys.executable, "-c", code])',
      { argv: ['python', '-c', '${}'] },
    ],
    ['from subprocess import check_output\ncheck_output(command)', { text: '${}' }],
    ['import os\ngetattr(os, "sys" + "tem")("ls")', { text: 'ls' }],
  ])('finds the command in %j', (code, command) => {
    expect(readPython('x.py', code).commands).toEqual([{ ...(command as object), line: 2 }]);
  });

  it('tells what runs at import from what runs when called', () => {
    const reading = readPython(
      'x.py',
      'import os\ndef later():\n  os.environ["A_TOKEN"]\nclass A:\n  b = os.environ["B_TOKEN"]',
    );

    expect(reading.observations.map((seen) => seen.line)).toEqual([3, 5]);
    expect(reading.atImport.map((seen) => seen.line)).toEqual([5]);
  });
});
