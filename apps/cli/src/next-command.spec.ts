import { ENDPOINTS, type NextStep } from '@sallyport/domain';
import { COMMANDS_OF_SUBJECTS, nextCommand } from './next-command';
import { shellWord } from './screen/shell-word';

const LODASH = { ecosystem: 'npm', name: 'lodash', version: '4.17.21' };
const SELECTOR = { kind: 'exact', ...LODASH };

describe('apps/cli/next-command', () => {
  it.each<[string, NextStep['request'], string]>([
    [
      'governance.package.request',
      {
        actor: { kind: 'agent', id: 'a1' },
        ecosystem: 'npm',
        requirements: ['lodash@4.17.21'],
        closure: true,
      },
      'sallyport request npm lodash@4.17.21',
    ],
    [
      'governance.package.request',
      { ecosystem: 'pypi', requirements: ['requests>=2,<3', 'six==1.16'], closure: false },
      "sallyport request pypi 'requests>=2,<3' six==1.16 --no-closure",
    ],
    [
      'governance.package.approve',
      { packages: [LODASH], minMaturity: 'intern' },
      'sallyport approve npm:lodash@4.17.21 --min-maturity intern',
    ],
    [
      'governance.package.approve',
      { requestId: 'r1' },
      'sallyport approve --request r1 --min-maturity <maturity>',
    ],
    ['governance.package.unban', { package: LODASH }, 'sallyport unban npm:lodash@4.17.21'],
    ['governance.ban.lift', { banId: 'b1' }, 'sallyport unban --id b1 --reason <why>'],
    [
      'governance.exception.grant',
      { rule: 'release-too-new', selector: SELECTOR, agentId: 'a1' },
      'sallyport exception grant release-too-new npm:lodash@4.17.21 --agent a1 --owner <who> --reason <why> --expires <date>',
    ],
    ['governance.agent.register', { agentId: 'a1' }, 'sallyport agents register a1 <maturity>'],
    ['governance.agent.change', { agentId: 'a1', maturity: 'intern' }, 'sallyport agents change a1 intern'],
    ['governance.agent.resume', { agentId: 'a1' }, 'sallyport agents resume a1 --reason <why>'],
    [
      'governance.name.clear',
      { ecosystem: 'npm', name: '@acme/x' },
      'sallyport names clear npm:@acme/x --reason <why>',
    ],
    ['governance.policy.apply', {}, 'sallyport policy apply <file>'],
    ['scanner.advisories.import', {}, 'sallyport advisories import <path or URL>'],
    ['installer.pypi.inspect', { requirements: ['six'] }, 'sallyport scan pypi six'],
    ['governance.request.get', { requestId: 'r1' }, 'sallyport review r1'],
  ])('%s %j: %s', (subject, request, command) => {
    expect(nextCommand({ subject, request })).toBe(command);
  });

  it.each<[string, NextStep['request']]>([
    ['governance.unheard.of', {}],
    ['constructor', {}],
    ['governance.package.request', {}],
    ['governance.package.request', { ecosystem: 'npm', requirements: [] }],
    ['governance.package.request', { ecosystem: 'npm', requirements: ['--as=admin'] }],
    ['governance.package.request', { ecosystem: 'npm', requirements: ['a\u001b[2J'] }],
    ['governance.package.approve', { packages: [{ name: 'x' }] }],
    ['governance.package.approve', { packages: [] }],
    ['governance.agent.change', { agentId: '-x' }],
  ])('%s %j has none', (subject, request) => {
    expect(nextCommand({ subject, request })).toBeUndefined();
  });

  it('knows only subjects that there are', () => {
    const known = new Set(ENDPOINTS.map(({ subject }) => subject));

    expect(COMMANDS_OF_SUBJECTS.filter((subject) => !known.has(subject))).toEqual([]);
  });

  it.each<[string, string | undefined]>([
    ['lodash@4.17.21', 'lodash@4.17.21'],
    ['@acme/x', '@acme/x'],
    ['lodash@^4', "'lodash@^4'"],
    ['x; rm -rf /', "'x; rm -rf /'"],
    ["it's", "'it'\\''s'"],
    ['$(id)', "'$(id)'"],
    ['~root', "'~root'"],
    ['', undefined],
    ['line\nbreak', undefined],
    ['\u202eevil', undefined],
    ['x'.repeat(513), undefined],
  ])('%j is the word %s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});
