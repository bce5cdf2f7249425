import { SAMPLES, type Sample } from '../samples';
import type { TourStep } from '../step';
import { agents } from './agents';
import { audit } from './audit';
import { ban, refusedExecution, unban } from './bans';
import { checkApproved, checkBefore, checkRequested } from './checks';
import { closure } from './closures';
import { exception } from './exceptions';
import { execute } from './executions';
import { figures } from './figures';
import { freshStart } from './fresh-start';
import { install, reinstall } from './installs';
import { cleanUp, putBack } from './put-back';
import { approve, evidence, queue, request } from './reviews';
import { banRange } from './selector-ban';
import { services } from './services';
import { simulation } from './simulation';
import { breakGlass, twoReviewers } from './small-package';

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
    queue,
    ...each(evidence),
    ...each(approve),
    checkApproved,
    ...each(install),
    ...each(execute),
    ...SAMPLES.flatMap((sample) => [ban(sample), refusedExecution(sample), unban(sample)]),
    banRange,
    twoReviewers,
    breakGlass,
    exception,
    simulation,
    figures,
    ...each(reinstall),
    audit,
    ...(cleanup ? [cleanUp] : []),
    putBack,
  ];
}
