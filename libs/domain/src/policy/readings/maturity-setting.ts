import type { Maturity, MinMaturity } from '../../agent/maturity';

/** The setting for a maturity. Students are refused before any setting is read; theirs would be the strictest. */
export function settingFor<Value>(settings: Readonly<Record<MinMaturity, Value>>, maturity: Maturity): Value {
  return settings[maturity === 'student' ? 'intern' : maturity];
}
