import type { Capability, Ecosystem, Finding, Severity, Verdict } from '@sallyport/domain';
import type { ArtifactFacts } from '../facts/artifact-facts';
import type { Language } from './language';
import type { Tactic } from './tactic';

/** One thing seen; the header of the rule makes it a finding. */
export interface Sighting {
  message: string;
  file?: string;
  line?: number;
  evidence?: string;
}

/** A header of data and one pure function: facts in, sightings out; none where it has nothing to say. */
export interface Rule {
  /** File name of the rule. */
  readonly code: string;
  readonly ecosystem: Ecosystem | 'any';
  readonly kind: Finding['kind'];
  readonly severity: Severity;
  /** What an artifact is at least, where the rule speaks. */
  readonly verdict: Verdict;
  readonly tactic: Tactic;
  /** What it speaks of, of what code can do; none where it speaks of the package's form. */
  readonly capabilities: readonly Capability[];
  readonly languages: readonly Language[];
  /** For docs/rules.md: what it sees, in one sentence. */
  readonly summary: string;
  readonly judge: (facts: ArtifactFacts) => Sighting[];
}
