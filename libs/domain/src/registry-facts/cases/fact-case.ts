import type { Ecosystem } from '../../package/ecosystem';
import type { HistoryVersion, PackageHistory } from '../history';
import type { RegistryFactName } from '../registry-facts';
import type { Surroundings } from '../timeline';

/** One fact of one version of a history; `value` or `unknown` (part of the sentence) is what has to come out. */
export interface FactCase {
  title: string;
  fact: RegistryFactName;
  versions: readonly HistoryVersion[];
  of: string;
  ecosystem?: Ecosystem;
  more?: Partial<PackageHistory>;
  surroundings?: Surroundings;
  value?: unknown;
  unknown?: string;
}
