import { fitsPattern } from '../../package/selector-pattern';
import type { Facts } from '../facts';
import { HOUR } from './instant';
import { settingFor } from './maturity-setting';
import type { PolicyRules } from '../policy';
import { provenanceChange } from './provenance';

/**
 * How old the release has to be, in milliseconds; 0: it need not wait.
 * A fact that could only make it longer counts as if it did while it is unknown.
 */
export function requiredAge(setting: PolicyRules['release-too-new'], facts: Facts): number {
  const { minAgeHours, farReaching, lostProvenanceFactor, exemptFixes, own } = setting;
  if (exemptFixes && facts.fixesInUse.length > 0) return 0;
  if (own.some((pattern) => fitsPattern(pattern, facts.package.name))) return 0;
  let factor = 1;
  if (farReaching !== undefined && reachesFar(facts, farReaching.weeklyDownloads))
    factor *= farReaching.factor;
  if (lostProvenanceFactor !== 1 && provenanceChange(facts) !== 'kept') factor *= lostProvenanceFactor;
  return settingFor(minAgeHours, facts.maturity) * factor * HOUR;
}

function reachesFar({ known }: Facts, from: number): boolean {
  const downloads = known?.release.weeklyDownloads ?? null;
  return downloads === null || downloads >= from;
}
