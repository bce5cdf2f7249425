import type { Hook } from '../hook';
import { hook } from '../testing/profiles';
import { hooksBetween, notableHooks } from './hook-changes';

const BUILD: Partial<Hook> = { name: 'install', command: 'node-gyp rebuild', onlyBuilds: true };
const SETUP: Partial<Hook> = { name: 'setup.py', kind: 'build', command: 'setup.py', onlyBuilds: true };

type Row = [title: string, before: Hook[], after: Hook[], notable: string[], withCode: string[]];

describe('scan/delta/hook-changes', () => {
  it.each<Row>([
    ['nothing', [], [], [], []],
    ['the same hook', [hook()], [hook()], [], []],
    ['a new hook', [], [hook()], ['+postinstall'], ['+postinstall']],
    ['a new hook that builds', [], [hook(BUILD)], ['+install'], ['+install']],
    ['a hook that is gone', [hook()], [], [], []],
    ['another command', [hook()], [hook({ command: 'node x.js' })], ['command'], ['command']],
    ['other code behind the same command', [hook()], [hook({ code: 'c2' })], [], ['code']],
    ['a build tool for another', [hook(BUILD)], [hook({ ...BUILD, command: 'node-gyp-build' })], [], []],
    ['a build of other sources', [hook(BUILD)], [hook({ ...BUILD, code: 'c2' })], [], ['code']],
    [
      'a build that does more behind the same command',
      [hook(BUILD)],
      [hook({ ...BUILD, code: 'c2', onlyBuilds: false })],
      ['code'],
      ['code'],
    ],
    [
      'a build tool for a program',
      [hook(BUILD)],
      [hook({ ...BUILD, command: 'node x.js', onlyBuilds: false })],
      ['command'],
      ['command'],
    ],
    ['a setup.py that only builds', [], [hook(SETUP)], [], []],
    ['a setup.py that does more', [], [hook({ ...SETUP, onlyBuilds: false })], ['+setup.py'], ['+setup.py']],
    [
      'the same name under another kind',
      [hook()],
      [hook({ kind: 'autorun' })],
      ['+postinstall'],
      ['+postinstall'],
    ],
    [
      'one of two of one name',
      [hook({ command: 'a' }), hook({ command: 'b' })],
      [hook({ command: 'a' }), hook({ command: 'b', code: 'c2' })],
      [],
      ['code'],
    ],
  ])('%s', (_title, before, after, notable, withCode) => {
    const between = hooksBetween(before, after);
    const told = (codeToo: boolean) => {
      const { added, changed } = notableHooks(between, codeToo);
      return [...added.map(({ name }) => `+${name}`), ...changed.map(({ what }) => what)];
    };

    expect([told(false), told(true)]).toEqual([notable, withCode]);
  });

  it('tells what was there and what is', () => {
    const [before, after] = [hook(), hook({ command: 'node x.js' })];

    const { changed, removed } = hooksBetween([before, hook({ name: 'install' })], [after]);

    expect(changed).toEqual([{ what: 'command', before, after }]);
    expect(removed).toEqual([hook({ name: 'install' })]);
  });
});
