import type { MinMaturity } from '../../agent/maturity';
import { decide } from '../decide';
import {
  artifacts,
  EXAMPLE_NOW,
  EXAMPLE_DIGEST,
  EXAMPLES,
  factsInOrder,
  OTHER_DIGEST,
  policyWith,
  release,
} from '../decide.examples';
import type { Facts } from '../facts';
import type { PolicyRules, RuleMode } from '../policy';
import { settingFor } from '../readings/maturity-setting';
import { releaseUnknown } from './release-unknown';

const rulesOf = factsInOrder().policy?.rules as PolicyRules;
const MATURE: readonly MinMaturity[] = ['intern', 'supervised', 'autonomous'];
const answers = (changes: Partial<Facts>) =>
  MATURE.map((maturity) => decide(factsInOrder({ maturity, ...changes }), 1).reasonCode);
const codeOf = (changes: Partial<Facts>) => decide(factsInOrder(changes), 1).reasonCode;

const HOUR = 3_600_000;
const NEW = 'release-too-new';
const published = (milliseconds: number) => new Date(EXAMPLE_NOW - milliseconds).toISOString();
const tooNew = (changes: Partial<PolicyRules['release-too-new']>) =>
  policyWith({ 'release-too-new': { ...rulesOf['release-too-new'], ...changes } });

describe('libs/domain/policy/rules: release', () => {
  it.each([
    ['an hour ahead', -HOUR, [NEW, NEW, NEW]],
    ['just now', 0, [NEW, NEW, NEW]],
    ['not quite a day ago', 24 * HOUR - 1, [NEW, NEW, NEW]],
    ['a day ago', 24 * HOUR, [NEW, NEW, 'approved']],
    ['not quite three days ago', 72 * HOUR - 1, [NEW, NEW, 'approved']],
    ['three days ago', 72 * HOUR, [NEW, 'approved', 'approved']],
    ['not quite a week ago', 168 * HOUR - 1, [NEW, 'approved', 'approved']],
    ['a week ago', 168 * HOUR, ['approved', 'approved', 'approved']],
  ])('published %s: %j', (_, milliseconds, expected) => {
    expect(answers({ known: release({ publishedAt: published(milliseconds) }) })).toEqual(expected);
  });

  const DAY_2 = { publishedAt: published(48 * HOUR) };
  const lost = { provenance: 'absent' as const };
  it.each<
    [string, Parameters<typeof release>[0], Partial<PolicyRules['release-too-new']>, Partial<Facts>, string]
  >([
    ['few downloads', { weeklyDownloads: 999_999 }, {}, {}, 'approved'],
    ['as many downloads as reach far', { weeklyDownloads: 1_000_000 }, {}, {}, NEW],
    ['nobody knows how many downloads', { weeklyDownloads: null }, {}, {}, NEW],
    [
      'nobody knows, and it does not matter',
      { weeklyDownloads: null },
      { farReaching: undefined },
      {},
      'approved',
    ],
    ['provenance lost', lost, { lostProvenanceFactor: 3 }, {}, NEW],
    ['provenance unknown', { provenance: null }, { lostProvenanceFactor: 3 }, {}, NEW],
    ['provenance kept', {}, { lostProvenanceFactor: 3 }, {}, 'approved'],
    ['provenance lost, without a factor', lost, {}, {}, 'approved'],
    [
      'both factors, one day short',
      { ...lost, weeklyDownloads: null, publishedAt: published(143 * HOUR) },
      { lostProvenanceFactor: 3 },
      {},
      NEW,
    ],
    [
      'both factors, old enough',
      { ...lost, weeklyDownloads: null, publishedAt: published(144 * HOUR) },
      { lostProvenanceFactor: 3 },
      {},
      'approved',
    ],
    ['a fix of what is in use', { publishedAt: published(0) }, {}, { fixesInUse: ['GHSA-1'] }, 'approved'],
    [
      'a fix, but fixes wait too',
      { publishedAt: published(0) },
      { exemptFixes: false },
      { fixesInUse: ['GHSA-1'] },
      NEW,
    ],
    ['an own name', { publishedAt: published(0) }, { own: ['nope', 'lod*'] }, {}, 'approved'],
    ['a name that is not its own', { publishedAt: published(0) }, { own: ['@lodash/*', 'lo'] }, {}, NEW],
    [
      'no wait for this maturity',
      { publishedAt: published(0) },
      { minAgeHours: { intern: 168, supervised: 72, autonomous: 0 } },
      {},
      'approved',
    ],
  ])('an autonomous agent, two days after: %s', (_, changes, rule, more, code) => {
    const known = release({ ...DAY_2, ...changes });

    // 48 hours is what far-reaching needs exactly: one less shows which way it went.
    const near =
      changes.publishedAt === undefined
        ? { ...known, release: { ...known.release, publishedAt: published(47 * HOUR) } }
        : known;
    expect(codeOf({ maturity: 'autonomous', known: near, policy: tooNew(rule), ...more })).toBe(code);
  });

  it('says when the wait ends, what has passed, and the call that would shorten it', () => {
    const known = release({ publishedAt: published(HOUR) });

    expect(decide(factsInOrder({ known }), 1)).toMatchObject({
      eligibleAt: new Date(EXAMPLE_NOW + 167 * HOUR).toISOString(),
      reason: `Published at ${published(HOUR)}; this agent has to wait until it is 168 hours old.`,
      evidence: [{ fact: 'release', text: `published at ${published(HOUR)}, 1 hours ago` }],
      nextStep: { subject: 'governance.exception.grant', request: { rule: 'release-too-new' } },
      maturityRequired: null,
    });
    expect(decide(factsInOrder({ known, entry: undefined, approvals: [] }), 1)).toMatchObject({
      reasonCode: NEW,
      nextStep: { subject: 'governance.package.request' },
    });
  });

  it('says which maturity need not wait', () => {
    expect(
      decide(factsInOrder({ known: release({ publishedAt: published(30 * HOUR) }) }), 1).maturityRequired,
    ).toBe('autonomous');
    expect(
      decide(factsInOrder({ known: release({ publishedAt: published(80 * HOUR) }) }), 1).maturityRequired,
    ).toBe('supervised');
  });

  const UNKNOWN = 'release-unknown';
  it.each<
    [string, Parameters<typeof release>[0], RuleMode, RuleMode, Partial<Facts>, string, string[] | undefined]
  >([
    ['both known', {}, 'enforce', 'enforce', {}, 'approved', undefined],
    ['date missing', { publishedAt: null }, 'enforce', 'off', {}, UNKNOWN, undefined],
    ['date missing, not asked', { publishedAt: null }, 'off', 'enforce', {}, 'approved', undefined],
    ['date missing, dry', { publishedAt: null }, 'dry-run', 'enforce', {}, 'approved', [UNKNOWN]],
    ['yanked missing', { yanked: null }, 'off', 'enforce', {}, UNKNOWN, undefined],
    ['yanked missing, not asked', { yanked: null }, 'enforce', 'off', {}, 'approved', undefined],
    ['yanked missing, dry', { yanked: null }, 'enforce', 'dry-run', {}, 'approved', [UNKNOWN]],
    [
      'both missing, one enforced',
      { yanked: null, publishedAt: null },
      'dry-run',
      'enforce',
      {},
      UNKNOWN,
      undefined,
    ],
    [
      'both missing, the other enforced',
      { yanked: null, publishedAt: null },
      'enforce',
      'dry-run',
      {},
      UNKNOWN,
      undefined,
    ],
    [
      'both missing, none asked',
      { yanked: null, publishedAt: null },
      'off',
      'off',
      {},
      'approved',
      undefined,
    ],
    [
      'date missing of what need not wait',
      { publishedAt: null },
      'enforce',
      'off',
      { fixesInUse: ['x'] },
      'approved',
      undefined,
    ],
    ['yanked', { yanked: true }, 'off', 'enforce', {}, 'release-yanked', undefined],
    ['yanked, dry', { yanked: true }, 'off', 'dry-run', {}, 'approved', ['release-yanked']],
  ])('%s', (_, changes, newMode, yankedMode, more, code, dryRun) => {
    const policy = policyWith({
      'release-too-new': { ...rulesOf['release-too-new'], mode: newMode },
      'release-yanked': { mode: yankedMode },
    });
    const decision = decide(factsInOrder({ known: release(changes), policy, ...more }), 1);

    expect([decision.reasonCode, decision.dryRun]).toEqual([code, dryRun]);
  });

  it('has nothing to say of a release that is known', () => {
    expect(releaseUnknown.judgeBy(rulesOf, factsInOrder())).toBeUndefined();
  });

  it('would hold students to what interns are held to', () => {
    expect(settingFor({ intern: 1, supervised: 2, autonomous: 3 }, 'student')).toBe(1);
  });

  it('says what is missing', () => {
    const policy = policyWith({ 'release-yanked': { mode: 'enforce' } });

    expect(
      decide(factsInOrder({ known: release({ publishedAt: null, yanked: null }), policy }), 1),
    ).toMatchObject({
      reason: 'The registry did not say when it was published and whether it was yanked.',
      evidence: [{ text: 'unknown: when it was published' }, { text: 'unknown: whether it was yanked' }],
    });
  });

  it.each([
    ['verified', 'verified', 'approved'],
    ['verified', 'absent', 'approved'],
    ['verified', null, 'approved'],
    ['unverified', 'verified', 'provenance-lost'],
    ['absent', 'verified', 'provenance-lost'],
    ['absent', 'absent', 'approved'],
    ['absent', 'unverified', 'approved'],
    [null, 'absent', 'approved'],
    ['absent', null, 'provenance-unknown'],
    [null, 'verified', 'provenance-unknown'],
    [null, null, 'provenance-unknown'],
  ] as const)('provenance %s after %s: %s', (provenance, provenanceBefore, code) => {
    const policy = policyWith({ 'provenance-lost': { mode: 'enforce' } });
    const known = release({ provenance, provenanceBefore });

    expect(codeOf({ known, policy })).toBe(code);
    expect(codeOf({ known, policy: policyWith({ 'provenance-lost': { mode: 'off' } }) })).toBe('approved');
  });

  it.each([
    [true, 'build-scripts', 'approved'],
    [false, 'approved', 'approved'],
    [null, 'build-scripts-unknown', 'approved'],
  ])('build scripts %s: an intern %s, others %s', (buildScripts, intern, others) => {
    const known = release({ buildScripts });
    const named = policyWith({ 'build-scripts': { ...rulesOf['build-scripts'], packages: ['x', 'lod*'] } });

    expect(answers({ known })).toEqual([intern, others, others]);
    expect(codeOf({ known, policy: named })).toBe('approved');
  });

  it.each([
    ['wheel', ['approved', 'approved', 'approved']],
    ['tarball', ['approved', 'approved', 'approved']],
    ['sdist', ['source-kind', 'source-kind', 'approved']],
  ] as const)('a file of the kind %s: %j', (kind, expected) => {
    expect(answers({ known: artifacts({ kind }) })).toEqual(expected);
  });

  it('names the files of a kind that is refused, and only those', () => {
    const known = artifacts({}, { digest: OTHER_DIGEST, kind: 'sdist', filename: 'x.tar.gz' });

    expect(decide(factsInOrder({ known }), 1)).toMatchObject({
      reason: 'It comes as sdist (x.tar.gz); this agent may have: wheel, tarball.',
      evidence: [{ fact: 'scan', text: 'x.tar.gz: sdist', ref: OTHER_DIGEST }],
    });
    expect(decide(factsInOrder({ known: artifacts({ kind: 'sdist' }) }), 1).evidence).toEqual([
      { fact: 'scan', text: 'lodash-4.17.21.tgz: sdist', ref: EXAMPLE_DIGEST },
    ]);
  });

  it.each([
    [undefined, ['approved', 'approved', 'approved']],
    [1_000, ['approved', 'approved', 'approved']],
    [1_001, ['closure-too-large', 'approved', 'approved']],
    [5_001, ['closure-too-large', 'closure-too-large', 'approved']],
    [10_001, ['closure-too-large', 'closure-too-large', 'closure-too-large']],
  ])('a closure of %s: %j', (closureSize, expected) => {
    expect(answers({ closureSize })).toEqual(expected);
  });

  it('says how large a closure may be', () => {
    expect(decide(EXAMPLES['closure-too-large'], 1)).toMatchObject({
      reason: 'The closure has 1001 packages; at most 1000 are allowed.',
      evidence: [{ fact: 'policy', text: 'closure-too-large: 1000' }],
      maturityRequired: 'supervised',
    });
  });
});
