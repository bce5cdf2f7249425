import { fitsPattern } from '../../package/selector-pattern';
import type { Facts } from '../facts';
import { settingFor } from './maturity-setting';
import type { PolicyRules } from '../policy';

/** Whether build scripts of this package would be a reason to refuse it to this agent. */
export function buildScriptsMatter(setting: PolicyRules['build-scripts'], facts: Facts): boolean {
  return (
    !settingFor(setting.allow, facts.maturity) &&
    !setting.packages.some((pattern) => fitsPattern(pattern, facts.package.name))
  );
}
