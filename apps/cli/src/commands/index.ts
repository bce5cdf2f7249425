import type { Command } from 'commander';
import type { Run } from '../cli';
import { addAdvisories } from './advisories';
import { addAgents } from './agents';
import { addApproval } from './approval';
import { addApprovals } from './approvals';
import { addApprove } from './approve';
import { addAudit } from './audit';
import { addBan } from './ban';
import { addBans } from './bans';
import { addBehaviour } from './behaviour';
import { addCheck } from './check';
import { addCleanup } from './cleanup';
import { addComment } from './comment';
import { addDecision } from './decision';
import { addException } from './exception';
import { addExceptions } from './exceptions';
import { addFacts } from './facts';
import { addInstall } from './install';
import { addKeys } from './keys';
import { addList } from './list';
import { addNames } from './names';
import { addPolicy } from './policy';
import { addQueue } from './queue';
import { addReevaluate } from './reevaluate';
import { addReject } from './reject';
import { addReport } from './report';
import { addRequest } from './request';
import { addReview } from './review';
import { addRevoke } from './revoke';
import { addRun } from './run';
import { addScan } from './scan';
import { addStatement, addStatements } from './statement';
import { addStats } from './stats';
import { addStatus } from './status';
import { addTour } from './tour';
import { addUnban } from './unban';

/** The whole command line, in the order of the help: an agent's way first, then the operators'. */
export const COMMANDS: readonly ((program: Command, run: Run) => void)[] = [
  addCheck,
  addRequest,
  addScan,
  addReport,
  addFacts,
  addBehaviour,
  addQueue,
  addReview,
  addComment,
  addApprove,
  addReject,
  addRevoke,
  addApproval,
  addApprovals,
  addBan,
  addUnban,
  addBans,
  addException,
  addExceptions,
  addStatement,
  addStatements,
  addNames,
  addReevaluate,
  addPolicy,
  addList,
  addStats,
  addInstall,
  addRun,
  addStatus,
  addCleanup,
  addAgents,
  addAudit,
  addAdvisories,
  addKeys,
  addDecision,
  addTour,
];
