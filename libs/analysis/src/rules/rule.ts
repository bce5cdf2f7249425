import type { Ecosystem, Finding, Severity, Verdict } from '@sallyport/domain';
import type { ArtifactFacts } from '../facts/artifact-facts';

/** One thing seen; the header of the rule makes it a finding. */
export interface Sighting {
  message: string;
  file?: string;
  line?: number;
  evidence?: string;
  /** How the place is reached, from what runs first. */
  path?: readonly string[];
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
  /** For docs/rules.md: what it sees, in one sentence. */
  readonly summary: string;
  readonly judge: (facts: ArtifactFacts) => Sighting[];
}
