import type { ReasonCode } from '@sallyport/domain';
import { checkClosure, type ClosureCheck } from './check';
import { MAX_TOLD_IN_FULL } from './closure/refusals';
import { MAX_STEPS } from './closure/shortest-paths';
import {
  APPROVED,
  CLEAN,
  DIGEST,
  facts,
  GRANT,
  NOW,
  npm,
  OTHER_DIGEST,
  scanOf,
  viewOf,
} from './registry-view.sample';

type Asked = ClosureCheck['packages'][number];

/** `name` lies at its own name and depends on the others. */
const at = (name: string, ...dependencies: string[]): Asked => ({
  name,
  version: '1.0.0',
  path: name,
  dependencies,
});

function viewWith(...allowed: string[]) {
  return viewOf(
    allowed.map((name) => [npm(name), APPROVED] as const),
    allowed.map((name) => facts(npm(name))),
  );
}

function check(packages: readonly Asked[], roots?: readonly string[], view = viewWith('a', 'b', 'c')) {
  return checkClosure(view, { agentId: 'autonomous', ecosystem: 'npm', packages, roots }, { now: NOW });
}
const pathsOf = ({ refused }: ReturnType<typeof check>) =>
  refused.map(({ id, path }) => [id.name, path.join(' > ')]);

describe('registry-view/closure', () => {
  it.each<[title: string, names: string[], allowed: boolean, codes: ReasonCode[]]>([
    ['all', ['a', 'b'], true, []],
    ['none', [], false, []],
    ['one unknown among allowed ones', ['a', 'ghost', 'b'], false, ['unknown-package']],
  ])('allows only where every package is allowed: %s', (_title, names, allowed, codes) => {
    const judged = check(names.map((name) => ({ name, version: '1.0.0' })));

    expect(judged.allowed).toBe(allowed);
    expect(judged.refused.map(({ decision }) => decision.reasonCode)).toEqual(codes);
    expect(judged.packages).toHaveLength(names.length);
  });

  it('fails the whole closure for one bad name', () => {
    expect(() => check([at('a'), at('../x')])).toThrow(expect.objectContaining({ code: 'invalid-name' }));
  });

  it.each<[title: string, packages: Asked[], roots: string[] | undefined, paths: string[][]]>([
    ['the root itself', [at('x')], ['x'], [['x', 'x@1.0.0']]],
    ['a chain', [at('a', 'b'), at('b', 'x'), at('x')], ['a'], [['x', 'a@1.0.0 > b@1.0.0 > x@1.0.0']]],
    [
      'the shortest of two',
      [at('a', 'b', 'c'), at('b', 'c'), at('c', 'x'), at('x')],
      ['a'],
      [['x', 'a@1.0.0 > c@1.0.0 > x@1.0.0']],
    ],
    [
      'the nearest of two roots',
      [at('a', 'b'), at('b', 'x'), at('c', 'x'), at('x')],
      ['a', 'c'],
      [['x', 'c@1.0.0 > x@1.0.0']],
    ],
    ['a cycle', [at('a', 'x'), at('x', 'a', 'x')], ['a'], [['x', 'a@1.0.0 > x@1.0.0']]],
    [
      'a cycle that no root reaches',
      [at('a'), at('x', 'y'), at('y', 'x')],
      ['a'],
      [
        ['x', ''],
        ['y', ''],
      ],
    ],
    ['a root that is not there', [at('x')], ['nowhere'], [['x', '']]],
    ['no roots', [at('a', 'x'), at('x')], undefined, [['x', '']]],
    [
      'a dependency that is not there',
      [at('a', 'nowhere', 'x'), at('x')],
      ['a'],
      [['x', 'a@1.0.0 > x@1.0.0']],
    ],
    [
      'names of the prototype',
      [at('a', '__proto__', 'constructor', 'x'), at('x')],
      ['a', '__proto__'],
      [['x', 'a@1.0.0 > x@1.0.0']],
    ],
    [
      'two packages at one place',
      [at('a', 'x'), at('x'), { ...at('y'), path: 'x' }],
      ['a'],
      [
        ['x', 'a@1.0.0 > x@1.0.0'],
        ['y', ''],
      ],
    ],
    ['nothing said of how they depend', [{ name: 'x', version: '1.0.0' }], ['x'], [['x', '']]],
  ])('tells the way to what is refused: %s', (_title, packages, roots, paths) => {
    expect(pathsOf(check(packages, roots))).toEqual(paths);
  });

  it('tells a way that is too deep by its root and its end', () => {
    const deep = Array.from({ length: 10_000 }, (_, n) => at(`p${n}`, `p${n + 1}`));

    const { refused } = check(deep, ['p0'], viewWith(...deep.slice(0, -1).map(({ name }) => name)));

    expect(refused.map(({ id }) => id.name)).toEqual(['p9999']);
    expect(refused[0]?.path).toHaveLength(MAX_STEPS);
    expect(refused[0]?.path.slice(0, 3)).toEqual(['p0@1.0.0', '…', `p${10_000 - MAX_STEPS + 2}@1.0.0`]);
    expect(refused[0]?.path.at(-1)).toBe('p9999@1.0.0');
  });

  it.each([MAX_STEPS - 2, MAX_STEPS - 1, MAX_STEPS])(
    'tells a way of %i steps in at most the steps allowed',
    (length) => {
      const deep = Array.from({ length }, (_, n) => at(`p${n}`, `p${n + 1}`));

      const path =
        check(deep, ['p0'], viewWith(...deep.slice(0, -1).map(({ name }) => name))).refused[0]?.path ?? [];

      expect([path[0], path.at(-1)]).toEqual(['p0@1.0.0', `p${length - 1}@1.0.0`]);
      expect(path.length).toBeLessThanOrEqual(MAX_STEPS);
      expect(path.includes('…')).toBe(length > MAX_STEPS - 1);
    },
  );

  it('judges a version once, wherever it lies and however it is spelled', () => {
    const judged = check(
      [at('a', 'deep/x'), { ...at('x'), version: 'v1.0.0', path: 'deep/x' }, at('x')],
      ['a', 'x'],
    );

    expect(judged.packages).toHaveLength(3);
    expect(judged.packages[1]).toBe(judged.packages[2]);
    expect(pathsOf(judged)).toEqual([['x', 'x@1.0.0']]);
    expect(judged.packages[0]?.facts.closureSize).toBe(2);
  });

  it('judges two files of one version each for itself', () => {
    const view = viewOf(
      [[npm('a'), APPROVED]],
      [facts(npm('a'), { ...CLEAN, artifacts: [scanOf(), scanOf(OTHER_DIGEST)] })],
    );

    const judged = check(
      [
        { ...at('a'), digest: DIGEST },
        { ...at('a'), digest: OTHER_DIGEST },
      ],
      [],
      view,
    );

    expect(judged.packages.map(({ decision }) => decision.reasonCode)).toEqual([
      'approved',
      'artifact-changed',
    ]);
    expect(judged.packages[0]?.facts.closureSize).toBe(1);
  });

  it('names all that the approvals do not grant', () => {
    const without = (...capabilities: string[]) => ({
      ...APPROVED,
      grant: { ...GRANT, without: capabilities as typeof GRANT.without },
    });
    const view = viewOf(
      [
        [npm('a'), without('subprocess', 'network')],
        [npm('b'), without('network')],
        [npm('c'), APPROVED],
      ],
      ['a', 'b', 'c'].map((name) => facts(npm(name))),
    );

    expect(check([at('a'), at('b'), at('c')], [], view).without).toEqual(['network', 'subprocess']);
  });

  it('counts against the policy for closures, and offers no version that could not help', () => {
    const names = Array.from({ length: 1_001 }, (_, n) => `p${n}`);
    const view = viewWith(...names);
    const ask = (agentId: string) =>
      checkClosure(
        view,
        { agentId, ecosystem: 'npm', packages: names.map((name) => at(name)) },
        { now: NOW },
      );

    expect(ask('supervised').allowed).toBe(true);
    expect(
      new Set(
        ask('intern').refused.map(({ decision, alternative }) => `${decision.reasonCode} ${alternative}`),
      ),
    ).toEqual(new Set(['closure-too-large null']));
  });

  it('offers the nearest version that the agent may use', () => {
    const view = viewOf(
      [
        [npm('x', '1.0.1'), APPROVED],
        [npm('x', '0.9.0'), APPROVED],
      ],
      [facts(npm('x', '1.0.1')), facts(npm('x', '0.9.0'))],
    );

    expect(check([at('x'), at('y')], [], view).refused.map(({ alternative }) => alternative)).toEqual([
      '1.0.1',
      null,
    ]);
  });

  it('answers for ten thousand refused packages in what one message takes', () => {
    const all = Array.from({ length: 10_000 }, (_, n) =>
      at(`package-number-${n}`, `package-number-${n + 1}`),
    );

    const { refused } = check(all, ['package-number-0'], viewWith());

    expect(refused).toHaveLength(10_000);
    expect(refused.filter(({ decision }) => decision.allowed)).toEqual([]);
    expect(refused.slice(MAX_TOLD_IN_FULL).filter(({ path }) => path.length > 0)).toEqual([]);
    expect(JSON.stringify(refused).length).toBeLessThan(8 * 1024 * 1024);
  });
});
