import { EXAMPLES, type RegistryFacts } from '@sallyport/domain';
import { paintFor } from '../screen/paint';
import { oddRegistryLines, registryLines } from './registry-text';

const PLAIN = paintFor({ isTTY: false, write: () => true } as never, {});
const told = (code: keyof typeof EXAMPLES) => EXAMPLES[code].known?.release.registry as RegistryFacts;
const FROM = '(npm packument, 2026-06-15T11:00:00.000Z)';

describe('cli/review/registry-text', () => {
  it('shows every fact with who said it and when, also what is not known', () => {
    const lines = registryLines(told('approved'), PLAIN);

    expect(lines).toHaveLength(17);
    expect(lines.every((line) => line.endsWith(FROM))).toBe(true);
    expect(lines).toEqual(
      expect.arrayContaining([
        `published: 2025-06-15T12:00:00.000Z ${FROM}`,
        `yanked: unknown: the registry does not say whether a version was yanked ${FROM}`,
        `release before: 4.17.20, 30 days earlier ${FROM}`,
        `new dependencies: none against 4.17.20, a patch step ${FROM}`,
        `source inside: the same ${FROM}`,
      ]),
    );
  });

  it.each<[keyof typeof EXAMPLES, string]>([
    ['deprecated', 'deprecated: yes: Use lodash-es.'],
    ['publisher-changed', 'publisher before: jdalton, another (new to this package)'],
    ['source-mismatch', 'source inside: another: https://github.com/mallory/lodash'],
    ['install-scripts-hidden', 'install scripts: registry: no, artifact: yes'],
  ])('does not let a reviewer pass over %s', (code, line) => {
    expect(oddRegistryLines(told(code), PLAIN)).toEqual([`${line} ${FROM}`]);
  });

  it('has nothing to say of what is in order, or was never asked', () => {
    expect(oddRegistryLines(told('approved'), PLAIN)).toEqual([]);
    expect([registryLines(undefined, PLAIN), oddRegistryLines(undefined, PLAIN)]).toEqual([[], []]);
  });

  it('names new dependencies with their age', () => {
    expect(registryLines(told('new-dependency-in-patch'), PLAIN)).toContain(
      `new dependencies: plain-hash (0 days old) against 4.17.20, a patch step ${FROM}`,
    );
  });
});
