import type { Provider } from '@nestjs/common';
import { DecisionRecorder } from '@sallyport/decision-log';
import { CheckClosure } from '../application/checks/check-closure';
import { CheckPackage } from '../application/checks/check-package';
import { GovernanceStats } from '../application/checks/governance-stats';
import { DecisionCounters } from '../application/ports/decision-counters';
import { DecisionSigner } from '../application/ports/decision-signer';
import { CurrentView } from '../application/registry/current-view';
import { made } from './made';

/** Their endpoints are in the package controller. */
export const CHECK_PROVIDERS: Provider[] = [
  ...[CheckPackage, CheckClosure].map((UseCase) =>
    made<object>(
      UseCase,
      [CurrentView, DecisionRecorder, DecisionCounters, DecisionSigner],
      (
        current: CurrentView,
        recorder: DecisionRecorder,
        counters: DecisionCounters,
        signer: DecisionSigner,
      ) => new UseCase(current, recorder, counters, signer),
    ),
  ),
  made(
    GovernanceStats,
    [CurrentView, DecisionRecorder, DecisionCounters],
    (current: CurrentView, recorder: DecisionRecorder, counters: DecisionCounters) =>
      new GovernanceStats(current, recorder, counters),
  ),
];
