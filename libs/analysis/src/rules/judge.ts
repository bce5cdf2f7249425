import {
  MOST_STEPS,
  printable,
  worstVerdict,
  type Capability,
  type Finding,
  type Verdict,
} from '@sallyport/domain';
import type { ArtifactFacts } from '../facts/artifact-facts';
import { SIGNALS } from '../facts/signal';
import { matchPattern } from './match-pattern';
import type { Rule, Sighting } from './rule';
import { RULES } from './index';

/** Sightings of one rule that are listed; the verdict needs one. */
const MAX_SIGHTINGS = 10;

export interface Judgement {
  verdict: Verdict;
  findings: Finding[];
  capabilities: Capability[];
}

/** Asks every rule of the ecosystem. The verdict is the worst that any rule that spoke calls for. */
export function judge(facts: ArtifactFacts, rules: readonly Rule[] = RULES): Judgement {
  const spoken = rules
    .filter((rule) => rule.ecosystem === 'any' || rule.ecosystem === facts.ecosystem)
    .map((rule) => ({ rule, sightings: sightingsOf(rule, facts) }))
    .filter(({ sightings }) => sightings.length > 0);
  return {
    verdict: worstVerdict(['clean', ...spoken.map(({ rule }) => rule.verdict)]),
    findings: spoken.flatMap(({ rule, sightings }) =>
      sightings.slice(0, MAX_SIGHTINGS).map((sighting) => toFinding(rule, sighting)),
    ),
    capabilities: capabilities(facts),
  };
}

function sightingsOf(rule: Rule, facts: ArtifactFacts): Sighting[] {
  return rule.pattern === undefined ? rule.judge(facts) : matchPattern(facts, rule.pattern, rule.message);
}

function toFinding(rule: Rule, { message, file, line, evidence, path = [] }: Sighting): Finding {
  return {
    rule: rule.code,
    kind: rule.kind,
    severity: rule.severity,
    message: printable(message, 500),
    ...(file === undefined ? {} : { file: printable(file, 500) }),
    ...(line === undefined ? {} : { line }),
    ...(evidence === undefined ? {} : { evidence: printable(evidence, 200) }),
    ...(path.length === 0 ? {} : { path: bounded(path).map((step) => printable(step, 200)) }),
  };
}

/** The beginning and the end of a path say most. */
function bounded(path: readonly string[]): readonly string[] {
  if (path.length <= MOST_STEPS) return path;
  const half = MOST_STEPS / 2;
  return [...path.slice(0, half), '…', ...path.slice(1 - half)];
}

/** Of what runs by itself, and of what the files are. */
function capabilities(facts: ArtifactFacts): Capability[] {
  const seen = [
    ...facts.traces.flatMap((trace) => trace.observations),
    ...facts.importTime,
  ].flatMap<Capability>(({ signal }) => SIGNALS[signal] ?? []);
  const native = [...facts.contents.files.values()].some((file) => file.isNative)
    ? (['native-code'] as const)
    : [];
  const autoload = facts.traces.some((trace) => trace.kind === 'autoload')
    ? (['autoload-file'] as const)
    : [];
  return [...new Set<Capability>([...seen, ...native, ...autoload])].sort();
}
