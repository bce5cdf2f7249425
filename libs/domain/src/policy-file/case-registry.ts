import { registryWith } from '../policy/registry-examples';
import type { RegistryFacts } from '../registry-facts/registry-facts';
import type { CaseGiven } from './case-given';

const SOURCE = 'https://git.invalid/example';

/** What a registry says of the release of a case. */
export function registryOfCase(given: CaseGiven): RegistryFacts {
  const { deprecated, publisherChange, dormantDays, releasesInHour, majorsLeapt } = given;
  const { newDependencyAgeDays: age, sourceAgrees, installScriptsAgree } = given;
  return registryWith({
    deprecated: deprecated === 'unknown' ? deprecated : { deprecated, message: null },
    publisherChange:
      publisherChange === 'unknown'
        ? publisherChange
        : {
            before: 'publisher',
            changed: publisherChange !== 'same',
            isNewcomer: publisherChange === 'newcomer',
          },
    dormancy: dormantDays === 'unknown' ? dormantDays : { days: dormantDays, previous: '0.9.9' },
    burst:
      releasesInHour === 'unknown'
        ? releasesInHour
        : { hour: releasesInHour, day: Math.max(releasesInHour, given.releasesInDay) },
    versionJump:
      majorsLeapt === 'unknown'
        ? majorsLeapt
        : {
            ...{ highest: '0.9.9', majors: majorsLeapt },
            ...{ isLower: given.lowerVersion, continuesLine: !given.lowerVersion },
          },
    newDependencies:
      age === 'unknown'
        ? age
        : {
            ...{ previous: '0.9.9', step: 'patch', more: 0 },
            added: age === 'none' ? [] : [{ name: 'dependency', ageDays: age }],
          },
    sourceAgainstInside:
      sourceAgrees === 'unknown'
        ? sourceAgrees
        : { agrees: sourceAgrees, registry: SOURCE, inside: sourceAgrees ? SOURCE : null },
    installScripts:
      installScriptsAgree === 'unknown'
        ? installScriptsAgree
        : { agrees: installScriptsAgree, registry: false, inside: !installScriptsAgree },
  });
}
