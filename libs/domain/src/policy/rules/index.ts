import type { Rule } from '../rule';
import { advisoriesStale } from './advisories-stale';
import { advisorySeverity } from './advisory-severity';
import { agentSuspended } from './agent-suspended';
import { approvalExpired } from './approval-expired';
import { approvalUnbound } from './approval-unbound';
import { approved } from './approved';
import { artifactChanged } from './artifact-changed';
import { banned } from './banned';
import { buildScripts } from './build-scripts';
import { buildScriptsUnknown } from './build-scripts-unknown';
import { capabilityGained } from './capability-gained';
import { closureTooLarge } from './closure-too-large';
import { deltaUnknown } from './delta-unknown';
import { deprecated } from './deprecated';
import { exactApprovalRequired } from './exact-approval-required';
import { installScriptChanged } from './install-script-changed';
import { installScriptsHidden } from './install-scripts-hidden';
import { inventedName } from './invented-name';
import { licenceRefused } from './licence-refused';
import { licenceUnknown } from './licence-unknown';
import { longDormant } from './long-dormant';
import { malicious } from './malicious';
import { maturityTooLow } from './maturity-too-low';
import { newDependencyInPatch } from './new-dependency-in-patch';
import { nameAccused } from './name-accused';
import { notDetonated } from './not-detonated';
import { notScanned } from './not-scanned';
import { pendingReview } from './pending-review';
import { policyUnreadable } from './policy-unreadable';
import { provenanceChanged } from './provenance-changed';
import { provenanceLost } from './provenance-lost';
import { provenanceUnknown } from './provenance-unknown';
import { publisherChanged } from './publisher-changed';
import { publisherUnknown } from './publisher-unknown';
import { registryFactUnknown } from './registry-fact-unknown';
import { releaseBurst } from './release-burst';
import { releaseTooNew } from './release-too-new';
import { releaseUnknown } from './release-unknown';
import { releaseYanked } from './release-yanked';
import { scanIncomplete } from './scan-incomplete';
import { secondReviewPending } from './second-review-pending';
import { sourceKind } from './source-kind';
import { sourceMismatch } from './source-mismatch';
import { studentBlocked } from './student-blocked';
import { suspicious } from './suspicious';
import { unknownPackage } from './unknown-package';
import { untrusted } from './untrusted';
import { versionJump } from './version-jump';

/** The whole policy. Order matters only among rules of one effect: the first that speaks gives the reason shown. */
export const RULES: readonly Rule[] = [
  banned,
  malicious,
  agentSuspended,
  studentBlocked,
  inventedName,
  untrusted,
  approvalExpired,
  maturityTooLow,
  exactApprovalRequired,
  advisorySeverity,
  suspicious,
  releaseYanked,
  releaseTooNew,
  deprecated,
  publisherChanged,
  longDormant,
  releaseBurst,
  versionJump,
  newDependencyInPatch,
  sourceMismatch,
  installScriptsHidden,
  provenanceLost,
  provenanceChanged,
  licenceRefused,
  buildScripts,
  sourceKind,
  closureTooLarge,

  policyUnreadable,
  nameAccused,
  capabilityGained,
  installScriptChanged,
  unknownPackage,
  pendingReview,
  secondReviewPending,
  notScanned,
  scanIncomplete,
  notDetonated,
  artifactChanged,
  approvalUnbound,
  publisherUnknown,
  advisoriesStale,
  releaseUnknown,
  registryFactUnknown,
  deltaUnknown,
  provenanceUnknown,
  licenceUnknown,
  buildScriptsUnknown,

  approved,
];
