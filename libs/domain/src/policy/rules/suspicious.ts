import { printable } from '../../errors';
import { concernedArtifacts } from '../readings/artifacts';
import { settingFor } from '../readings/maturity-setting';
import { exceptFrom } from '../next-step';
import type { Verdict } from '../../scan/report';
import type { ArtifactScan } from '../package-facts';
import type { PolicyRule } from '../rule';

/** `unknown` is no degree of suspicion; `scan-incomplete` speaks of it. */
const DEGREE: Readonly<Record<Verdict, number>> = {
  clean: 0,
  unknown: 0,
  warning: 1,
  suspicious: 2,
  malicious: 3,
};

export const suspicious: PolicyRule = {
  code: 'suspicious',
  effect: 'deny',
  summary: "The scan's verdict on a file is as bad as the policy refuses for this maturity, or worse.",
  settings: ['suspicious'],
  waiting: false,
  mode: (rules) => rules.suspicious.mode,
  judgeBy: (rules, facts) => {
    const from = DEGREE[settingFor(rules.suspicious.refuseFrom, facts.maturity)];
    const meant = concernedArtifacts(facts);
    const isRefused = ({ verdict }: ArtifactScan) => DEGREE[verdict] >= from;
    const first = meant.find(isRefused);
    if (first === undefined) return undefined;
    return {
      reason: `The scan calls ${printable(first.filename, 120)} ${first.verdict}.`,
      evidence: meant.filter(isRefused).map(({ filename, verdict, worst, digest }) => ({
        fact: 'scan',
        text: `${printable(filename, 120)}: ${verdict}, worst finding ${worst ?? 'none'}`,
        ref: digest,
      })),
      nextStep: exceptFrom('suspicious', facts),
    };
  },
};
