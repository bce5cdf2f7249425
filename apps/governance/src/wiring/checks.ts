import type { BeforeApplicationShutdown, OnApplicationBootstrap, Provider } from '@nestjs/common';
import { DecisionRecorder } from '@sallyport/decision-log';
import { CheckClosure } from '../application/checks/check-closure';
import { CheckPackage } from '../application/checks/check-package';
import { GovernanceStats } from '../application/checks/governance-stats';
import { AheadOfChecks } from '@sallyport/registry-view';
import { Clock } from '../application/ports/clock';
import { DecisionCounters } from '../application/ports/decision-counters';
import { DecisionSigner } from '../application/ports/decision-signer';
import { Log } from '../application/ports/log';
import { CurrentView } from '../application/registry/current-view';
import { made } from './made';

class AheadRuntime implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly ahead: AheadOfChecks) {}

  onApplicationBootstrap(): void {
    this.ahead.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ahead.stop();
  }
}

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
    [CurrentView, DecisionRecorder, DecisionCounters, AheadOfChecks],
    (...parts: ConstructorParameters<typeof GovernanceStats>) => new GovernanceStats(...parts),
  ),
  made(
    AheadOfChecks,
    [CurrentView, Clock, Log],
    (current: CurrentView, clock: Clock, log: Log) =>
      new AheadOfChecks(
        current.view,
        clock,
        () => current.now(),
        (cause) => log.warn({ cause }, 'Deciding ahead of checks failed; trying again'),
      ),
  ),
  made(AheadRuntime, [AheadOfChecks], (ahead: AheadOfChecks) => new AheadRuntime(ahead)),
];
