import type { Capability, Ecosystem, Finding, Severity, Verdict } from '@sallyport/domain';
import type { ArtifactFacts } from '../facts/artifact-facts';
import type { Language } from './language';
import type { Pattern } from './pattern';
import type { Samples } from './sample';
import type { Tactic } from './tactic';

/** One thing seen; the header of the rule makes it a finding. */
export interface Sighting {
  message: string;
  file?: string;
  line?: number;
  evidence?: string;
  /** How the place is reached, from what runs first. */
  path?: readonly string[];
}

interface Header {
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
  /** What it must see, and what it must leave alone. Only tests and documents read them. */
  readonly samples: Samples;
}

/** Data alone. */
export interface PatternRule extends Header {
  readonly pattern: Pattern;
  /** What is said of the hook or the file, in the words that follow its name; of the archive, those before its fault. */
  readonly message: string;
  readonly judge?: never;
}

/** A header of data and one pure function: facts in, sightings out; none where it has nothing to say. */
export interface JudgingRule extends Header {
  readonly judge: (facts: ArtifactFacts) => Sighting[];
  readonly pattern?: never;
}

export type Rule = PatternRule | JudgingRule;
