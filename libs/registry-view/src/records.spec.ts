import { createHash } from 'node:crypto';
import {
  DEFAULT_POLICY,
  DEFAULT_POLICY_VERSION,
  parsePolicy,
  type PackageId,
  type Selector,
} from '@sallyport/domain';
import { checkPackage } from './check';
import {
  advisoryData,
  applyTo,
  approval,
  APPROVED,
  ban,
  CLEAN,
  DIGEST,
  exception,
  facts,
  GRANT,
  nameMemory,
  NOW,
  npm,
  OTHER_DIGEST,
  scanOf,
  viewOf,
  type KeptRecord,
} from './registry-view.sample';
import type { RegistryView } from './registry-view';

const reason = (view: RegistryView, { ecosystem, name, version }: PackageId, agentId = 'autonomous') =>
  checkPackage(view, { agentId, ecosystem, name, version }, { now: NOW }).decision.reasonCode;
const RANGE: Selector = { kind: 'range', ecosystem: 'npm', name: 'a', range: '>=1.0.0 <2.0.0-0' };
const ALL: Selector = { kind: 'all', ecosystem: 'npm', name: 'a' };
const scope = (pattern: string): Selector => ({ kind: 'pattern', ecosystem: 'npm', pattern });

describe('registry-view/records', () => {
  it.each<[title: string, selector: Selector, id: PackageId, speaks: boolean]>([
    ['a range', RANGE, npm('a', '1.9.0'), true],
    ['a range', RANGE, npm('a', '2.0.0'), false],
    ['a range', RANGE, npm('b', '1.9.0'), false],
    ['a range', RANGE, { ...npm('a', '1.9'), ecosystem: 'pypi' }, false],
    ['all versions', ALL, npm('a', '9.0.0'), true],
    ['all versions', ALL, npm('A', '9.0.0'), false],
    ['a scope', scope('@acme/*'), npm('@acme/x'), true],
    ['a scope', scope('@acme/*'), npm('@acmeevil/x'), false],
    ['a scope', scope('@acme/*'), npm('acme'), false],
    ['a pattern in a scope', scope('@acme/x-*'), npm('@acme/x-1'), true],
    ['a pattern in a scope', scope('@acme/x-*'), npm('@acme/y-1'), false],
    ['a pattern of scopes', scope('@ac*/x'), npm('@acme/x'), true],
    ['a pattern of scopes', scope('@ac*/x'), npm('@other/x'), false],
    ['a pattern without scope', scope('acme-*'), npm('acme-x'), true],
    ['a pattern without scope', scope('acme-*'), npm('@acme/acme-x'), false],
    ['a digest', { kind: 'digest', digest: DIGEST }, npm('anything'), true],
    ['a digest', { kind: 'digest', digest: OTHER_DIGEST }, npm('anything'), false],
  ])('%s speaks through the view as it does alone: %j and %j, %s', (_title, selector, id, speaks) => {
    const known = facts(id);

    expect(reason(viewOf([[id, APPROVED]], [known, ban(selector)]), id)).toBe(speaks ? 'banned' : 'approved');
    expect(reason(viewOf([], [known, approval(selector)]), id)).toBe(speaks ? 'approved' : 'unknown-package');
  });

  it.each([
    ['ann', 'banned'],
    [' ANN', 'banned'],
    ['anna', 'approved'],
    [' ', 'publisher-unknown'],
    [null, 'publisher-unknown'],
  ])('a ban of the publisher ann meets a release by %j: %s', (publisher, code) => {
    const known = facts(npm('a'), { ...CLEAN, release: { ...CLEAN.release, publisher } });
    const view = viewOf(
      [[npm('a'), APPROVED]],
      [known, ban({ kind: 'publisher', ecosystem: 'npm', publisher: 'ann' })],
    );

    expect(reason(view, npm('a'))).toBe(code);
  });

  it('a ban of a publisher says nothing of another ecosystem, nor after it was lifted or made another ban', () => {
    const known = { ...CLEAN, release: { ...CLEAN.release, publisher: null } };
    const publisher = (ecosystem: 'npm' | 'pypi', name: string): Selector => ({
      kind: 'publisher',
      ecosystem,
      publisher: name,
    });
    const view = viewOf(
      [[npm('a'), APPROVED]],
      [facts(npm('a'), known), ban(publisher('pypi', 'ann')), ban(scope('@evil/*'), { id: 'b2' })],
    );
    const answers = [reason(view, npm('a'))];
    const then = (record: KeptRecord) => {
      applyTo(view, { records: [record] });
      answers.push(reason(view, npm('a')));
    };

    then(ban(publisher('npm', 'bob'), { id: 'b2' }));
    then(ban(publisher('npm', 'eve'), { id: 'b3' }));
    const named = view.gathered(npm('a')).publisherBans.map(({ id }) => id);
    then(ban(publisher('npm', 'bob'), { id: 'b2', state: 'lifted' }));
    then(ban(scope('@evil/*'), { id: 'b3' }));

    expect(answers).toEqual([
      'approved',
      'publisher-unknown',
      'publisher-unknown',
      'publisher-unknown',
      'approved',
    ]);
    expect(named).toEqual(['b2', 'b3']);
  });

  it.each<[title: string, record: KeptRecord, code: string]>([
    ['a live approval', approval(ALL), 'approved'],
    ['a proposed one', approval(ALL, { state: 'proposed' }), 'unknown-package'],
    ['a revoked one', approval(ALL, { state: 'revoked' }), 'unknown-package'],
    [
      'one that ran out',
      approval(ALL, { state: 'expired', grant: { ...GRANT, expiresAt: '2026-01-01T00:00:00.000Z' } }),
      'approval-expired',
    ],
    ['one called expired that has no end', approval(ALL, { state: 'expired' }), 'unknown-package'],
    ['a live ban', ban(ALL), 'banned'],
    ['a lifted ban', ban(ALL, { state: 'lifted' }), 'unknown-package'],
  ])('decides by state: %s', (_title, record, code) => {
    expect(reason(viewOf([], [facts(npm('a')), record]), npm('a'))).toBe(code);
    expect(viewOf([], [record]).record(record.kind, record.key)).toEqual(record.value);
  });

  it.each<[title: string, first: KeptRecord, then: KeptRecord, before: string, after: string]>([
    [
      'an approval is revoked',
      approval(ALL),
      approval(ALL, { state: 'revoked' }),
      'approved',
      'unknown-package',
    ],
    [
      'a proposed approval becomes live',
      approval(ALL, { state: 'proposed' }),
      approval(ALL),
      'unknown-package',
      'approved',
    ],
    [
      'an approval is for another name now',
      approval(ALL),
      approval({ ...ALL, name: 'b' } as Selector),
      'approved',
      'unknown-package',
    ],
    ['a ban is lifted', ban(ALL), ban(ALL, { state: 'lifted' }), 'banned', 'unknown-package'],
    [
      'a name appears',
      nameMemory(npm('a'), 'absent'),
      nameMemory(npm('a'), 'appeared'),
      'unknown-package',
      'invented-name',
    ],
    [
      'a name is cleared',
      nameMemory(npm('a'), 'appeared'),
      nameMemory(npm('a'), 'cleared'),
      'invented-name',
      'unknown-package',
    ],
  ])('answers anew at the revision where %s', (_title, first, then, before, after) => {
    const view = viewOf([], [facts(npm('a')), first]);
    const answered = [reason(view, npm('a')), reason(view, npm('a'))];

    applyTo(view, { records: [then] });

    expect([...answered, reason(view, npm('a'))]).toEqual([before, before, after]);
  });

  it('gathers once, and again after a change that could make it otherwise', () => {
    const view = viewOf([[npm('a'), APPROVED]], [facts(npm('a'))]);
    const ask = () => reason(view, npm('a'));

    ask();
    ask();
    const figures = [[view.memory.hits, view.memory.misses]];
    applyTo(view, { packages: [[npm('z'), APPROVED]] });
    ask();
    figures.push([view.memory.hits, view.memory.misses]);
    applyTo(view, { packages: [[npm('a', '2.0.0'), APPROVED]] });
    ask();
    figures.push([view.memory.hits, view.memory.misses]);

    expect(figures).toEqual([
      [1, 1],
      [2, 1],
      [2, 2],
    ]);
  });

  it('keeps what was gathered for a file that the scan knows, and nothing for files that callers invent', () => {
    const view = viewOf([[npm('a'), APPROVED]], [facts(npm('a'))]);
    const ask = (digest: string) =>
      checkPackage(view, { agentId: 'autonomous', ...npm('a'), digest }, { now: NOW });

    for (const digest of [DIGEST, OTHER_DIGEST, DIGEST, OTHER_DIGEST]) ask(digest);

    expect([view.memory.hits, view.memory.misses]).toEqual([1, 3]);
  });

  it('keeps nothing that was gathered when another snapshot is loaded, even at the same revision', () => {
    const view = viewOf([[npm('a'), APPROVED]], [facts(npm('a'))]);
    const before = reason(view, npm('a'));

    view.load({
      revision: view.revision,
      packages: [],
      agents: [{ id: 'autonomous', maturity: 'autonomous' }],
      records: [],
    });

    expect([before, reason(view, npm('a'))]).toEqual(['approved', 'unknown-package']);
  });

  it.each(['facts', 'name'] as const)(
    'applies nothing of an act with a %s key that cannot be read',
    (kind) => {
      const view = viewOf([[npm('a'), APPROVED]], [facts(npm('a'))]);

      const apply = () =>
        applyTo(view, {
          packages: [[npm('b'), APPROVED]],
          records: [{ kind, key: '["npm"]', value: CLEAN }],
        });

      expect(apply).toThrow('not a key');
      expect([view.revision, view.lookup(npm('b'))]).toEqual([41, undefined]);
    },
  );

  it('finds facts and names by their keys, and lists every kind', () => {
    const kept = [
      advisoryData(),
      facts(npm('a')),
      nameMemory(npm('x'), 'absent'),
      approval(ALL),
      ban(RANGE),
      exception(ALL),
    ];
    const view = viewOf([], kept.slice(1));

    const listed = kept.map(({ kind }) => [...view.recordsOf(kind)]);

    expect(listed).toEqual(kept.map(({ key, value }) => [[key, value]]));
    expect(kept.map(({ kind, key }) => view.record(kind, key))).toEqual(kept.map(({ value }) => value));
    expect(view.recordCounts()).toEqual({
      facts: 1,
      name: 1,
      approval: 1,
      ban: 1,
      exception: 1,
      'advisory-data': 1,
    });
  });

  it('counts facts that are replaced once, and holds nothing that is for people only', () => {
    const view = viewOf(
      [],
      [facts(npm('a')), { kind: 'comment', key: 'c1', value: { requestId: 'r', text: 'hm' } }],
    );

    applyTo(view, { records: [facts(npm('a'), { ...CLEAN, artifacts: [scanOf(OTHER_DIGEST)] })] });

    expect(view.recordCounts()).toEqual({ facts: 1, 'advisory-data': 1 });
    expect(view.record('comment', 'c1')).toBeUndefined();
    expect(view.factsOf(npm('a'))?.artifacts.map(({ digest }) => digest)).toEqual([OTHER_DIGEST]);
  });

  it('shares what equal grants have in common, and keeps their files apart', () => {
    const entry = (digest: string) => ({
      ...APPROVED,
      grant: { ...GRANT, by: ['person:rita'], digests: [digest] },
    });
    const view = viewOf([
      [npm('a'), entry(DIGEST)],
      [npm('b'), entry(OTHER_DIGEST)],
    ]);

    const [a, b] = [view.lookup(npm('a'))?.grant, view.lookup(npm('b'))?.grant];

    expect([a?.digests, b?.digests]).toEqual([[DIGEST], [OTHER_DIGEST]]);
    expect(a?.by).toBe(b?.by);
  });

  describe('policy', () => {
    const text = JSON.stringify({ ...DEFAULT_POLICY, name: 'lenient', tests: [] });
    const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const policy = (change: object = {}): KeptRecord => ({
      kind: 'policy',
      key: 'current',
      value: { text, version: parsePolicy(text).version, digest, ...change },
    });

    it('is the built-in one where nobody has put one in force', () => {
      expect(viewOf([]).policy).toEqual({
        policy: DEFAULT_POLICY,
        version: DEFAULT_POLICY_VERSION,
        builtIn: true,
      });
    });

    it('is the stored one from its revision on', () => {
      const view = viewOf([[npm('a'), APPROVED]], [facts(npm('a'))]);
      const versionNow = () =>
        checkPackage(view, { agentId: 'intern', ...npm('a') }, { now: NOW }).decision.policyVersion;
      const before = versionNow();

      applyTo(view, { records: [policy()] });

      expect([before, versionNow()]).toEqual([DEFAULT_POLICY_VERSION, `lenient@${digest.slice(7, 19)}`]);
      expect(view.policy).toMatchObject({ builtIn: false, policy: { name: 'lenient' } });
    });

    it.each([
      ['is no YAML', { text: '{' }],
      ['is of another schema', { text: 'schema: sallyport-policy/9' }],
      ['is not the text that was stored', { digest: OTHER_DIGEST }],
      ['is stored under another version', { version: 'lenient@000000000000' }],
    ])('allows nothing where it %s', (_title, change) => {
      const view = viewOf([[npm('a'), APPROVED]], [facts(npm('a')), policy(change)]);

      expect(reason(view, npm('a'))).toBe('policy-unreadable');
      applyTo(view, { records: [policy()] });
      expect(reason(view, npm('a'))).toBe('approved');
    });
  });
});
