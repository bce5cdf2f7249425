import { describePackage, simulatePolicy } from '@sallyport/domain';
import { foreign } from '../../screen/foreign';
import { untilArchived } from '../archived';
import { packageNamed } from '../packages-of';
import { SAMPLES, type Sample } from '../samples';
import { expectThat, need, type TourStep } from '../step';

const { ecosystem, checked, skillId } = SAMPLES.find((sample) => sample.ecosystem === 'npm') as Sample;
/** The newest so many; more than a tour makes. */
const CHECKS = 10_000;

/** What would a malware report stop? Asked of the checks made so far, before anything is changed. */
export const simulation: TourStep = {
  name: `Simulate: ${checked} turns out to be malware`,
  async run(world) {
    const pkg = packageNamed(need(world.found[ecosystem].lock, `${ecosystem} closure`), checked);
    need(world.found[ecosystem].installation, `${ecosystem} installation`);
    await untilArchived(world);
    const client = await world.as('reviewer');
    const reply = await client.call(simulatePolicy, { advisories: [reportOf(pkg)], limit: CHECKS });
    const hit = reply.changes.filter(
      ({ name, version, after }) => name === pkg.name && version === pkg.version && after.effect === 'deny',
    );
    expectThat(hit.length > 0, `no recorded check of ${describePackage(pkg)} would be denied`);
    const stopped = reply.skills
      .filter(({ before, after }) => before && !after)
      .map((skill) => skill.skillId);
    expectThat(stopped.includes(skillId), `the skill ${skillId} would go on`);
    return {
      detail: `of ${reply.checks} recorded checks ${reply.changed} would change, ${reply.notReplayed} cannot be replayed; ${stopped.length} skills would stop; ${reply.seconds.toFixed(1)} s, nothing was changed`,
      show: ({ table }) =>
        table(
          ['package', 'was', 'would be', 'checks', 'agents'],
          hit.map(({ before, after, checks, agents }) => [
            foreign(describePackage(pkg)),
            before.reasonCode,
            after.reasonCode,
            String(checks),
            foreign(agents.join(', '), 300),
          ]),
        ),
    };
  },
};

/** In the layout of OSV (ossf.github.io/osv-schema). The id is of no year that reports are made in. */
function reportOf({ name, version }: { name: string; version: string }) {
  return {
    id: 'MAL-9999-1',
    modified: '2026-01-01T00:00:00Z',
    summary: 'made up by the tour',
    affected: [{ package: { ecosystem: 'npm', name }, versions: [version] }],
  };
}
