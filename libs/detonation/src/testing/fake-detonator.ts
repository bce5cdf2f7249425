import type { DetonationTrace, EnvironmentTrace } from '@sallyport/domain';
import { DETONATION_ENVIRONMENTS } from '@sallyport/domain';
import { Detonator, type DetonationSubject } from '../detonator';
import { checkedBytes } from '../lay-out';

/** For the tests of those who have artifacts detonated: runs nothing, and says what it is told to say. */
export class FakeDetonator extends Detonator {
  readonly version: string = 'fake';
  /** Every artifact so far, oldest first. */
  readonly subjects: DetonationSubject[] = [];
  /** What was seen of an artifact; one that did nothing otherwise. */
  answer: (subject: DetonationSubject) => EnvironmentTrace[] = () => quiet();

  async detonate(subject: DetonationSubject): Promise<DetonationTrace> {
    await checkedBytes(subject);
    this.subjects.push(subject);
    const { ecosystem, name, version, digest } = subject;
    return { ecosystem, name, version, digest, environments: this.answer(subject) };
  }
}

function quiet(): EnvironmentTrace[] {
  const nothing = { processes: [], files: [], connections: [], names: [], canaries: [] };
  return DETONATION_ENVIRONMENTS.map((environment) => ({
    environment,
    gaps: [],
    phases: [{ phase: 'start', label: 'start of node', ending: 'exited', exitCode: 0, ...nothing }],
  }));
}
