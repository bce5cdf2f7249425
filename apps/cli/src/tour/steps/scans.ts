import { admit, SEVERITIES } from '@sallyport/domain';
import { reportText } from '../../commands/scan';
import type { Sample } from '../samples';
import { expectThat, need, type TourStep } from '../step';

/** What a reviewer sees before a decision. */
export const scan = (sample: Sample): TourStep => ({
  name: `Scan the ${sample.title} closure`,
  async run(world) {
    const { ecosystem } = sample;
    const lock = need(world.found[ecosystem].lock, `${ecosystem} closure`);
    const inspection = await (await world.as('reviewer')).inspect(ecosystem, { lock });
    const { report } = inspection;
    const admission = admit(
      report,
      inspection.lock.packages.map(({ digest }) => digest),
    );
    expectThat(
      admission.outcome === 'admitted',
      `the scan says ${admission.outcome}: ${'packages' in admission ? admission.packages.join(', ') : ''}`,
    );
    const bySeverity = SEVERITIES.map((severity) => {
      const count = admission.warnings.filter((finding) => finding.severity === severity).length;
      return count === 0 ? '' : `${count} ${severity}`;
    }).filter((text) => text !== '');
    const advisories = report.advisories.loaded
      ? `${report.advisories.advisories} advisories loaded`
      : 'NO advisories loaded, so known vulnerabilities were not looked for';
    return {
      detail: `${report.artifacts.length} artifacts, verdict ${report.verdict}, findings: ${bySeverity.join(', ') || 'none'}; ${advisories}`,
      show: (screen) => reportText(inspection, screen),
    };
  },
});
