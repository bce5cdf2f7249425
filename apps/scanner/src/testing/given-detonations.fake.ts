import { DomainError, type DetonationRequest, type DetonationTrace } from '@sallyport/domain';
import { traceOf } from '@sallyport/domain/testing';
import { DetonationWorker } from '../application/ports/detonation-worker';

/** A worker that runs nothing, and saw what it is told to have seen. */
export class GivenDetonations extends DetonationWorker {
  readonly run: DetonationRequest[] = [];
  detonator: string | Error = 'd1';
  answer: (request: DetonationRequest) => Partial<DetonationTrace> | Error = () => ({});

  static absent(): GivenDetonations {
    const worker = new GivenDetonations();
    worker.detonator = new DomainError('nobody-listens', 'No service serves detonator.service.status now');
    return worker;
  }

  async version(): Promise<string> {
    if (this.detonator instanceof Error) throw this.detonator;
    return this.detonator;
  }

  async detonate(request: DetonationRequest) {
    const detonator = await this.version();
    this.run.push(request);
    const given = this.answer(request);
    if (given instanceof Error) throw given;
    const { ecosystem, name, version, digest } = request;
    return { detonator, trace: { ...traceOf(), ecosystem, name, version, digest, ...given } };
  }
}
