import type { Maturity } from '../../agent/maturity';
import type { PolicyRules } from '../policy';
import { settingFor } from './maturity-setting';

/** Of how many packages a closure may be at most. */
export function mostPackages(rules: PolicyRules, maturity: Maturity): number {
  return settingFor(rules['closure-too-large'].maxPackages, maturity);
}
