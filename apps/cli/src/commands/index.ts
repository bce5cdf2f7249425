import type { Command } from 'commander';
import type { Run } from '../cli';
import { addAdvisories } from './advisories';
import { addAgents } from './agents';
import { addApprove } from './approve';
import { addAudit } from './audit';
import { addBan } from './ban';
import { addCheck } from './check';
import { addCleanup } from './cleanup';
import { addInstall } from './install';
import { addList } from './list';
import { addReject } from './reject';
import { addRequest } from './request';
import { addRevoke } from './revoke';
import { addRun } from './run';
import { addScan } from './scan';
import { addStats } from './stats';
import { addStatus } from './status';
import { addTour } from './tour';
import { addUnban } from './unban';

/** The whole command line, in the order of the help: an agent's way first, then the operators'. */
export const COMMANDS: readonly ((program: Command, run: Run) => void)[] = [
  addCheck,
  addRequest,
  addScan,
  addApprove,
  addReject,
  addRevoke,
  addBan,
  addUnban,
  addList,
  addStats,
  addInstall,
  addRun,
  addStatus,
  addCleanup,
  addAgents,
  addAudit,
  addAdvisories,
  addTour,
];
