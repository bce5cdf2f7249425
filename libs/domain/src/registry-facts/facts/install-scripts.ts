import type { Found } from '../fact';
import type { ReleaseInTime } from '../timeline';

export interface ScriptsAgainstInside {
  agrees: boolean;
  registry: boolean;
  inside: boolean;
}

/** Whether the registry says that installing runs code, against what the manifest inside the artifact says. */
export function installScripts({ release, inside }: ReleaseInTime): Found<ScriptsAgainstInside> {
  if (release.installScripts === null)
    return { unknown: 'the registry does not say whether it has install scripts' };
  if (inside === undefined || inside.installScripts === null)
    return { unknown: 'the manifest inside the artifact was not read' };
  const [registry, own] = [release.installScripts, inside.installScripts];
  return { value: { agrees: registry === own, registry, inside: own } };
}
