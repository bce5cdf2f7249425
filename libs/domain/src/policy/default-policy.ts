import { createHash } from 'node:crypto';
import { canonicalJson } from '../artifact/canonical-json';
import { Policy } from './policy';

/**
 * In force where nobody has applied one. Strict, but usable on the day it is installed: a rule whose fact no part of
 * this release can learn is in dry run, or every package would be undecided and people would switch the rule off.
 */
export const DEFAULT_POLICY: Policy = Policy.parse({
  schema: 'sallyport-policy/1',
  name: 'built-in',
  rules: {
    // The more an agent is trusted to judge an advisory, the more it may live with one.
    'advisory-severity': { refuseFrom: { intern: 'low', supervised: 'high', autonomous: 'critical' } },
    // "No vulnerability is known" means something only while the data is fresh; a week covers holidays.
    'advisories-stale': { required: true, maxAgeHours: { intern: 24, supervised: 72, autonomous: 168 } },
    // Most honest packages with native parts or a dynamic import draw a warning, so only the least mature stop there.
    suspicious: { refuseFrom: { intern: 'warning', supervised: 'suspicious', autonomous: 'suspicious' } },
    // Locks do not say whether a release was yanked.
    'release-yanked': { mode: 'dry-run' },
    // Most malicious releases are found and taken down within days.
    'release-too-new': {
      minAgeHours: { intern: 168, supervised: 72, autonomous: 24 },
      // What a million machines load each week is the attacker's best target. Unknown counts as far-reaching.
      farReaching: { weeklyDownloads: 1_000_000, factor: 2 },
      // Provenance is not known of most releases, and unknown counts as lost: any other factor would slow all of them.
      lostProvenanceFactor: 1,
      exemptFixes: true,
    },
    // Most releases have none, and without the operator's trust root none is verified.
    'provenance-lost': { mode: 'dry-run' },
    'provenance-changed': { mode: 'dry-run' },
    // Which licences a house takes is the house's to say.
    'licence-refused': { mode: 'off' },
    // Scripts never run here, not even in a build; the rule keeps packages that want to from the least mature.
    'build-scripts': { allow: { intern: false, supervised: true, autonomous: true } },
    // An sdist is built by running its code.
    'source-kind': {
      allow: {
        intern: ['wheel', 'tarball'],
        supervised: ['wheel', 'tarball'],
        autonomous: ['wheel', 'sdist', 'tarball'],
      },
    },
    'closure-too-large': { maxPackages: { intern: 1_000, supervised: 5_000, autonomous: 10_000 } },
    // Nobody of any maturity can tell a squat by its name better than a reviewer who is told of it.
    'name-accused': { mode: 'enforce' },
    // Who approved a range has seen one version; what a later one gained is to be seen by somebody.
    'capability-gained': { mode: 'enforce' },
    // Files behind an unchanged command change in honest releases; what they can do is compared by the rule above.
    'install-script-changed': { mode: 'enforce' },
  },
  review: {
    // What interns may use, every agent may: two people have looked at it.
    twoReviewersUpTo: 'intern',
    maxApprovalDays: 365,
    breakGlassHours: 4,
    requireScan: true,
  },
  // A new version is a stranger until a house decides that small steps are not.
  delta: { inherit: false, step: 'patch', minMaturity: 'supervised' },
  behaviour: {
    withinHours: 24,
    demoteFrom: { deniedEgress: 10, banHits: 5, inventedNames: 5 },
    promoteFromCleanChecks: 1_000,
  },
  malwareReportsBan: true,
});

/** Names its content, as the version of a policy file names its text. */
export const DEFAULT_POLICY_VERSION = `${DEFAULT_POLICY.name}@${createHash('sha256')
  .update(canonicalJson(DEFAULT_POLICY))
  .digest('hex')
  .slice(0, 12)}`;
