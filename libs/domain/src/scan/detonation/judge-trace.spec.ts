import { phaseOf, traceOf } from '../testing/traces';
import { judgeTrace } from './judge-trace';
import { DETONATION_RULES } from './rules';
import { DetonationTrace, type ObservedFile, type PhaseTrace } from './trace';

const write = (path: string): Partial<PhaseTrace> => ({ files: [{ act: 'write', path, planted: null }] });
const read = (path: string): ObservedFile => ({ act: 'read', path, planted: 'canary' });
const CONNECTION = { protocol: 'tcp' as const, name: 'host.invalid', address: '198.18.0.1', port: 443 };
const codesOf = (trace: DetonationTrace) => [...new Set(judgeTrace(trace).findings.map(({ rule }) => rule))];

describe('scan/detonation/judge-trace', () => {
  it.each<[string, Partial<PhaseTrace>, string, string[]]>([
    ['nothing at all', {}, 'clean', []],
    [
      'a credential that was sent',
      {
        canaries: [{ canary: 'NPM_TOKEN', where: 'sent', to: 'host.invalid', encodings: ['gzip', 'base64'] }],
      },
      'malicious',
      ['detonation-canary-sent'],
    ],
    [
      'a credential among the arguments of a program',
      { canaries: [{ canary: '~/.npmrc', where: 'argument', to: 'curl', encodings: [] }] },
      'malicious',
      ['detonation-canary-sent'],
    ],
    ['a unit of the session', write('~/.config/systemd/user/x.service'), 'malicious', ['detonation-stays']],
    ['a key that may log in', write('~/.ssh/authorized_keys'), 'malicious', ['detonation-stays']],
    ['a job of the machine', write('/etc/cron.d/x'), 'malicious', ['detonation-stays']],
    ['settings of an agent', write('~/.claude/settings.json'), 'malicious', ['detonation-stays']],
    ['a start file of a shell', write('~/.bashrc'), 'suspicious', ['detonation-alters']],
    [
      'code of another package',
      write('<project>/node_modules/other/index.js'),
      'suspicious',
      ['detonation-alters'],
    ],
    ['its own code', write('<package>/lib/made.js'), 'clean', []],
    ['a cache in its project', write('<project>/node_modules/.cache/sample/x'), 'clean', []],
    ['a cache in the home', write('~/.cache/sample/x'), 'clean', []],
    [
      'a document that was deleted',
      { files: [{ act: 'delete', path: '~/Documents/plan.md', planted: 'document' }] },
      'malicious',
      ['detonation-destroys'],
    ],
    [
      'its own file that was deleted',
      { files: [{ act: 'delete', path: '~/.cache/x', planted: null }] },
      'clean',
      [],
    ],
    [
      'a key that was read',
      { files: [read('~/.ssh/id_ed25519')] },
      'warning',
      ['detonation-reads-credentials'],
    ],
    [
      'a key that was read, and a host',
      { files: [read('~/.ssh/id_ed25519')], connections: [CONNECTION] },
      'suspicious',
      ['detonation-reads-and-connects', 'detonation-reads-credentials', 'detonation-connects'],
    ],
    [
      'what HTTP clients read, and a host',
      { files: [read('~/.netrc')], connections: [CONNECTION] },
      'warning',
      ['detonation-reads-credentials', 'detonation-connects'],
    ],
    ['a host', { connections: [CONNECTION], names: ['host.invalid'] }, 'warning', ['detonation-connects']],
    ['a name', { names: ['host.invalid'] }, 'warning', ['detonation-connects']],
    [
      'a program',
      { processes: [{ argv: ['/usr/bin/uname', '-a'], started: true }] },
      'clean',
      ['detonation-starts-programs'],
    ],
    ['a failure', { exitCode: 1 }, 'unknown', ['detonation-incomplete']],
    ['no end', { ending: 'timeout', exitCode: null }, 'unknown', ['detonation-incomplete']],
  ])('of %s', (_, phase, verdict, codes) => {
    const trace = traceOf(phase);

    expect(DetonationTrace.parse(trace)).toEqual(trace);
    expect(judgeTrace(trace).verdict).toBe(verdict);
    expect(codesOf(trace)).toEqual(codes);
  });

  it('takes a difference of two machines for evidence, whichever shows it', () => {
    const trace = traceOf({}, { ci: { connections: [CONNECTION] } });

    expect(codesOf(trace)).toEqual(['detonation-connects', 'detonation-differs']);
  });

  it('concludes nothing where one machine is missing', () => {
    const { environments, ...rest } = traceOf();

    expect(judgeTrace({ ...rest, environments: environments.slice(0, 1) }).verdict).toBe('unknown');
    expect(judgeTrace({ ...rest, environments: [] }).verdict).toBe('unknown');
    expect(
      judgeTrace({ ...rest, environments: environments.map((each) => ({ ...each, phases: [] })) }).verdict,
    ).toBe('unknown');
  });

  it('concludes nothing from what was not wholly seen, and holds what was seen all the same', () => {
    const gap = traceOf();
    gap.environments[0]?.gaps.push('it did more than could be kept');
    const taken = traceOf({
      canaries: [{ canary: 'NPM_TOKEN', where: 'sent', to: 'x.invalid', encodings: [] }],
    });
    taken.environments[0]?.gaps.push('it did more than could be kept');

    expect([gap, taken].map((trace) => judgeTrace(trace).verdict)).toEqual(['unknown', 'malicious']);
  });

  it('makes what hostile code chose printable, and lists no flood of it', () => {
    const names = Array.from({ length: 50 }, (_, index) => `\u001b[31m${index}.invalid`);
    const { findings } = judgeTrace({
      ...traceOf(),
      environments: [
        { environment: 'workstation', gaps: [], phases: [phaseOf({ names })] },
        { environment: 'ci', gaps: [], phases: [phaseOf({ names })] },
      ],
    });

    expect(findings).toHaveLength(10);
    expect(findings.map(({ message }) => message).join('')).not.toContain('\u001b');
  });

  it('has one rule a code', () => {
    const codes = DETONATION_RULES.map(({ code }) => code);

    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => code.startsWith('detonation-'))).toBe(true);
  });
});
