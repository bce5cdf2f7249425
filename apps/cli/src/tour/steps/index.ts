import { SAMPLES, type Sample } from '../samples';
import type { TourStep } from '../step';
import { agents } from './agents';
import { audit } from './audit';
import { ban, refusedExecution, unban } from './bans';
import { checkApproved, checkBefore, checkRequested } from './checks';
import { closure } from './closures';
import { execute } from './executions';
import { freshStart } from './fresh-start';
import { install, reinstall } from './installs';
import { cleanUp, putBack } from './put-back';
import { approve, request } from './reviews';
import { scan } from './scans';
import { services } from './services';

const each = (step: (sample: Sample) => TourStep): TourStep[] => SAMPLES.map(step);

/** The whole tour on one screen. */
export function tourSteps({ cleanup }: { cleanup: boolean }): readonly TourStep[] {
  return [
    services,
    agents,
    ...each(closure),
    ...each(freshStart),
    checkBefore,
    ...each(request),
    checkRequested,
    ...each(scan),
    ...each(approve),
    checkApproved,
    ...each(install),
    ...each(execute),
    ...SAMPLES.flatMap((sample) => [ban(sample), refusedExecution(sample), unban(sample)]),
    ...each(reinstall),
    audit,
    ...(cleanup ? [cleanUp] : []),
    putBack,
  ];
}
