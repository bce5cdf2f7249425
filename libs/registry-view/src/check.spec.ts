import { DEFAULT_POLICY, type Facts, type RegistryEntry } from '@sallyport/domain';
import { checkPackage } from './check';
import {
  advisory,
  approval,
  APPROVED,
  ban,
  CLEAN,
  DIGEST,
  digestOf,
  exception,
  facts,
  GRANT,
  hoursFromNow,
  nameMemory,
  NOW,
  npm,
  OTHER_DIGEST,
  PENDING,
  scanOf,
  viewOf,
  type KeptRecord,
} from './registry-view.sample';
import type { RegistryView } from './registry-view';

const ENTRIES: Record<string, RegistryEntry> = {
  active: { ...APPROVED, minMaturity: 'supervised' },
  pending: PENDING,
  rejected: { approval: 'rejected', minMaturity: null, banReason: null },
  banned: { ...APPROVED, banReason: 'steals tokens' },
};

function view(): RegistryView {
  const names = Object.entries(ENTRIES);
  const pypi = (name: string) => ({ ecosystem: 'pypi' as const, name: `py-${name}`, version: '1' });
  return viewOf(
    names.flatMap(([name, entry]) => [[npm(name), entry] as const, [pypi(name), entry] as const]),
    names.flatMap(([name]) => [facts(npm(name)), facts(pypi(name))]),
  );
}
const ask = (agentId: string, name: string, version = '1.0.0') => ({
  agentId,
  ecosystem: 'npm',
  name,
  version,
});
const reason = (from: RegistryView, agentId: string, now = NOW) =>
  checkPackage(from, ask(agentId, 'a'), { now }).decision.reasonCode;

describe('registry-view/check', () => {
  it.each([
    ['supervised', 'active', true, 'approved'],
    ['autonomous', 'active', true, 'approved'],
    ['intern', 'active', false, 'maturity-too-low'],
    ['student', 'active', false, 'student-blocked'],
    ['suspended', 'active', false, 'agent-suspended'],
    ['nobody-registered', 'active', false, 'student-blocked'],
    ['autonomous', 'banned', false, 'banned'],
    ['student', 'banned', false, 'banned'],
    ['autonomous', 'pending', false, 'pending-review'],
    ['autonomous', 'rejected', false, 'untrusted'],
    ['autonomous', 'never-seen', false, 'unknown-package'],
  ])('%s asks for %s: %s, %s', (agentId, name, allowed, reasonCode) => {
    expect(checkPackage(view(), ask(agentId, name), { now: NOW }).decision).toMatchObject({
      allowed,
      reasonCode,
      revision: 41,
    });
  });

  it.each([
    ['PY_Active', '1.0.0'],
    ['py.active', 'v1.0'],
    ['Py--Active', '1'],
  ])('finds %s %s under its one spelling', (name, version) => {
    const check = { agentId: 'supervised', ecosystem: 'pypi', name, version };

    const { decision, facts: found } = checkPackage(view(), check, { now: NOW });

    expect(decision.allowed).toBe(true);
    expect(found.package).toEqual({ ecosystem: 'pypi', name: 'py-active', version: '1' });
  });

  it.each([
    ['an unknown ecosystem', { ...ask('intern', 'a'), ecosystem: 'cargo' }, 'unknown-ecosystem'],
    ['an ecosystem of the prototype', { ...ask('intern', 'a'), ecosystem: '__proto__' }, 'unknown-ecosystem'],
    ['an ecosystem in capitals', { ...ask('intern', 'a'), ecosystem: 'NPM' }, 'unknown-ecosystem'],
    ['a path', ask('intern', '../x'), 'invalid-name'],
    ['a scope without a name', ask('intern', '@/x'), 'invalid-name'],
    ['a name of 10 kB', ask('intern', 'x'.repeat(10_240)), 'invalid-name'],
    ['a control character', ask('intern', 'lo\u0000dash'), 'invalid-name'],
    ['a line feed at the end', ask('intern', 'lodash\n'), 'invalid-name'],
    ['a homoglyph', ask('intern', 'l\u043edash'), 'invalid-name'],
    ['an override of direction', ask('intern', 'lodash\u202e'), 'invalid-name'],
    ['an empty name', ask('intern', ''), 'invalid-name'],
    ['a URL', ask('intern', 'https://example.invalid/x.tgz'), 'invalid-name'],
    ['a range', ask('intern', 'lodash', '^4'), 'invalid-version'],
    ['a tag', ask('intern', 'lodash', 'latest'), 'invalid-version'],
    ['a version of 10 kB', ask('intern', 'lodash', '1.'.repeat(5_000)), 'invalid-version'],
    ['an agent id of 1 MB', ask('a'.repeat(1_048_576), 'lodash'), 'invalid-agent-id'],
    ['an agent id with a space', ask('a b', 'lodash'), 'invalid-agent-id'],
    ['an empty agent id', ask('', 'lodash'), 'invalid-agent-id'],
    ['a bare digest', { ...ask('intern', 'a'), digest: 'a'.repeat(64) }, 'invalid-digest'],
    ['a digest in capitals', { ...ask('intern', 'a'), digest: `sha256:${'A'.repeat(64)}` }, 'invalid-digest'],
    [
      'a digest of another kind',
      { ...ask('intern', 'a'), digest: `sha512:${'a'.repeat(64)}` },
      'invalid-digest',
    ],
    ['a digest with more behind it', { ...ask('intern', 'a'), digest: `${DIGEST}\n` }, 'invalid-digest'],
    ['an empty digest', { ...ask('intern', 'a'), digest: '' }, 'invalid-digest'],
  ])('%s is an error, no decision', (_title, check, code) => {
    expect(() => checkPackage(view(), check, { now: NOW })).toThrow(expect.objectContaining({ code }));
  });

  it.each<[title: string, digest: string | undefined, records: KeptRecord[], reasonCode: string]>([
    ['a version with the approved file', undefined, [facts(npm('a'))], 'approved'],
    ['the approved file', DIGEST, [facts(npm('a'))], 'approved'],
    [
      'a version that has another file too',
      undefined,
      [facts(npm('a'), { ...CLEAN, artifacts: [scanOf(), scanOf(OTHER_DIGEST)] })],
      'artifact-changed',
    ],
    [
      'only the approved file of such a version',
      DIGEST,
      [facts(npm('a'), { ...CLEAN, artifacts: [scanOf(), scanOf(OTHER_DIGEST)] })],
      'approved',
    ],
    ['a file that no scan knows', digestOf('c'), [facts(npm('a'))], 'not-scanned'],
    ['a banned file', DIGEST, [facts(npm('a')), ban({ kind: 'digest', digest: DIGEST })], 'banned'],
    [
      'a version that has a banned file',
      undefined,
      [facts(npm('a')), ban({ kind: 'digest', digest: DIGEST })],
      'banned',
    ],
    [
      'a banned file that no scan knows',
      digestOf('c'),
      [facts(npm('a')), ban({ kind: 'digest', digest: digestOf('c') })],
      'banned',
    ],
    [
      'a file beside a banned one',
      DIGEST,
      [facts(npm('a')), ban({ kind: 'digest', digest: OTHER_DIGEST })],
      'approved',
    ],
  ])('asked for %s: %#', (_title, digest, records, reasonCode) => {
    const loaded = viewOf([[npm('a'), APPROVED]], records);

    const { decision } = checkPackage(loaded, { ...ask('intern', 'a'), digest }, { now: NOW });

    expect(decision.reasonCode).toBe(reasonCode);
  });

  it.each<
    [title: string, entry: RegistryEntry | undefined, records: KeptRecord[], before: string, after: string]
  >([
    [
      'an approval ends',
      { ...APPROVED, grant: { ...GRANT, expiresAt: hoursFromNow(1) } },
      [],
      'approved',
      'approval-expired',
    ],
    [
      'a standing approval ends',
      undefined,
      [
        approval(
          { kind: 'all', ecosystem: 'npm', name: 'a' },
          { grant: { ...GRANT, expiresAt: hoursFromNow(1) } },
        ),
      ],
      'approved',
      'approval-expired',
    ],
    [
      'a release comes of age',
      APPROVED,
      [facts(npm('a'), { ...CLEAN, release: { ...CLEAN.release, publishedAt: hoursFromNow(-71) } })],
      'release-too-new',
      'approved',
    ],
    [
      'an exception ends',
      APPROVED,
      [
        facts(npm('a'), withAdvisory()),
        exception({ kind: 'exact', ...npm('a') }, { expiresAt: hoursFromNow(1) }),
      ],
      'approved',
      'advisory-severity',
    ],
  ])('%s by time alone', (_title, entry, records, before, after) => {
    const loaded = viewOf(entry === undefined ? [] : [[npm('a'), entry]], [facts(npm('a')), ...records]);

    const reasons = [0, 3_599_999, 3_600_000].map((later) => reason(loaded, 'supervised', NOW + later));

    expect(reasons).toEqual([before, before, after]);
  });

  it.each<[title: string, agentId: string, records: KeptRecord[], reasonCode: string]>([
    ['an exception for all', 'autonomous', [exception({ kind: 'exact', ...npm('a') })], 'approved'],
    [
      'an exception for this agent',
      'autonomous',
      [exception({ kind: 'exact', ...npm('a') }, { agentId: 'autonomous' })],
      'approved',
    ],
    [
      'an exception for another agent',
      'autonomous',
      [exception({ kind: 'exact', ...npm('a') }, { agentId: 'supervised' })],
      'advisory-severity',
    ],
    [
      'an exception for another rule',
      'autonomous',
      [exception({ kind: 'exact', ...npm('a') }, { rule: 'suspicious' })],
      'advisory-severity',
    ],
    [
      'a withdrawn exception',
      'autonomous',
      [exception({ kind: 'exact', ...npm('a') }, { state: 'withdrawn' })],
      'advisory-severity',
    ],
    ['a name that appeared', 'autonomous', [nameMemory(npm('a'), 'appeared')], 'invented-name'],
    ['a name that is still absent', 'autonomous', [nameMemory(npm('a'), 'absent')], 'advisory-severity'],
    ['a name that was cleared', 'autonomous', [nameMemory(npm('a'), 'cleared')], 'advisory-severity'],
    [
      'a name of the other ecosystem',
      'autonomous',
      [nameMemory({ ...npm('a'), ecosystem: 'pypi' }, 'appeared')],
      'advisory-severity',
    ],
  ])('minds %s', (_title, agentId, records, reasonCode) => {
    const loaded = viewOf([[npm('a'), APPROVED]], [facts(npm('a'), withAdvisory()), ...records]);

    expect(reason(loaded, agentId)).toBe(reasonCode);
  });

  it.each<[title: string, fixedIn: string[], entry: RegistryEntry, reasonCode: string]>([
    ['fixes what is in use', ['2.0.0'], APPROVED, 'approved'],
    ['is the fix under another spelling', ['v2.0.0+build'], APPROVED, 'approved'],
    ['only comes after the fix', ['1.5.0'], APPROVED, 'release-too-new'],
    ['comes before the fix', ['2.0.1'], APPROVED, 'release-too-new'],
    ['fixes what is not in use', ['2.0.0'], PENDING, 'release-too-new'],
    ['is no fix that the advisory names', [], APPROVED, 'release-too-new'],
    ['has a fix that is no version', ['soon'], APPROVED, 'release-too-new'],
  ])(
    'does not make a release wait only where it fixes what is in use: it %s',
    (_title, fixedIn, entry, reasonCode) => {
      const [old, young] = [npm('a', '1.0.0'), npm('a', '2.0.0')];
      const loaded = viewOf(
        [
          [old, entry],
          [young, APPROVED],
        ],
        [
          facts(old, {
            ...CLEAN,
            advisories: { ...CLEAN.advisories, matches: [advisory('GHSA-1', fixedIn)] },
          }),
          facts(young, { ...CLEAN, release: { ...CLEAN.release, publishedAt: hoursFromNow(-1) } }),
        ],
      );

      expect(checkPackage(loaded, ask('autonomous', 'a', '2.0.0'), { now: NOW }).decision.reasonCode).toBe(
        reasonCode,
      );
    },
  );

  it('decides under another policy or other advisories where it is told to, and keeps nothing of it', () => {
    const loaded = viewOf([[npm('a'), APPROVED]], [facts(npm('a'))]);
    const strict = {
      ...DEFAULT_POLICY,
      rules: {
        ...DEFAULT_POLICY.rules,
        'source-kind': {
          mode: 'enforce' as const,
          allow: {
            intern: ['wheel' as const],
            supervised: ['wheel' as const],
            autonomous: ['wheel' as const],
          },
        },
      },
    };
    const check = ask('autonomous', 'a');

    const answers = [
      checkPackage(loaded, check, { now: NOW, policy: { policy: strict, version: 'strict@1' } }),
      checkPackage(loaded, check, { now: NOW, advisories: () => [advisory('GHSA-1')] }),
      checkPackage(loaded, check, { now: NOW, advisories: () => undefined }),
      checkPackage(loaded, check, { now: NOW }),
    ];

    expect(answers.map(({ decision }) => decision.reasonCode)).toEqual([
      'source-kind',
      'advisory-severity',
      'approved',
      'approved',
    ]);
    expect(answers[0]?.decision.policyVersion).toBe('strict@1');
  });

  it('hands rules only the file that is meant and the exceptions of who asks', () => {
    const artifacts = [scanOf(), scanOf(OTHER_DIGEST)];
    const others = exception({ kind: 'exact', ...npm('a') }, { agentId: 'supervised' });
    const loaded = viewOf([[npm('a'), APPROVED]], [facts(npm('a'), { ...CLEAN, artifacts }), others]);

    const found = checkPackage(
      loaded,
      { ...ask('autonomous', 'a'), digest: OTHER_DIGEST },
      { now: NOW },
    ).facts;

    expect(found.known?.artifacts.map(({ digest }) => digest)).toEqual([OTHER_DIGEST]);
    expect(found.exceptions).toEqual([]);
  });

  it('knows malware by other advisories even where nothing else is known', () => {
    const malware = { ...advisory('MAL-1'), malware: true };

    const { decision } = checkPackage(viewOf([]), ask('autonomous', 'a'), {
      now: NOW,
      advisories: () => [malware],
    });

    expect(decision.reasonCode).toBe('malicious');
  });

  it('answers as if of another maturity where it is told to', () => {
    expect(
      checkPackage(view(), ask('nobody', 'active'), { now: NOW, maturity: 'autonomous' }).decision.allowed,
    ).toBe(true);
  });
});

function withAdvisory(): Facts['known'] & object {
  return { ...CLEAN, advisories: { ...CLEAN.advisories, matches: [advisory('GHSA-1')] } };
}
