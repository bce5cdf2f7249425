// bench: checks over NATS, audit on, against a bare NATS JSON echo, 64 in flight
import { checkPackage } from '@sallyport/domain';
import { runBench, type Figures } from './frame';
import { ECHO, governanceStage } from './governance-stage';
import { isAnswered, isEchoed, questionAt, registerTheQuestions } from './many-checks';
import { roundTrips } from './round-trips';

const TARGET = 0.95;
const COUNT = 30_000;
const IN_FLIGHT = 64;
const ROUNDS = 9;

async function main(): Promise<void> {
  const stage = await governanceStage();
  await registerTheQuestions(stage.bus);
  let asked = 0;

  const measure = async (
    subject: string,
    expect: (reply: unknown, n: number) => boolean,
  ): Promise<Figures> => {
    const body = (n: number) => questionAt(n).body;
    const { perSecond, p50Ms, p99Ms } = await roundTrips(stage.client, subject, body, {
      count: COUNT,
      inFlight: IN_FLIGHT,
      expect: (reply, n) => expect(reply, n),
    });
    return { perSecond, p50Ms, p99Ms };
  };

  await runBench({
    name: 'check',
    target: TARGET,
    higherIsBetter: true,
    rounds: ROUNDS,
    ours() {
      asked += COUNT;
      return measure(checkPackage.subject, isAnswered);
    },
    baseline: () => measure(ECHO, isEchoed),
    ratio: (ours, baseline) => (ours['perSecond'] ?? NaN) / (baseline['perSecond'] ?? NaN),
    async cleanUp() {
      const recorded = await stage.recorded(asked);
      await stage.close();
      process.stderr.write(`check: ${asked} answered, ${recorded} recorded in the durable stream\n`);
      // Then it is not the figure. Not thrown: that would hide what went wrong before.
      if (recorded !== asked) process.exitCode = 1;
    },
  });
}

void main();
