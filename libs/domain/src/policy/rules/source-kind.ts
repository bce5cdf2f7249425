import { printable } from '../../errors';
import { concernedArtifacts } from '../readings/artifacts';
import { settingFor } from '../readings/maturity-setting';
import { exceptFrom } from '../next-step';
import type { ArtifactScan } from '../package-facts';
import type { PolicyRule } from '../rule';

export const sourceKind: PolicyRule = {
  code: 'source-kind',
  effect: 'deny',
  summary:
    'A file that is meant is of a kind (wheel, sdist, tarball) that the policy does not let this maturity have.',
  settings: ['source-kind'],
  waiting: false,
  mode: (rules) => rules['source-kind'].mode,
  judgeBy: (rules, facts) => {
    const allowed = settingFor(rules['source-kind'].allow, facts.maturity);
    const meant = concernedArtifacts(facts);
    const isRefused = ({ kind }: ArtifactScan) => !allowed.includes(kind);
    const first = meant.find(isRefused);
    if (first === undefined) return undefined;
    return {
      reason: `It comes as ${first.kind} (${printable(first.filename, 120)}); this agent may have: ${allowed.join(', ')}.`,
      evidence: meant.filter(isRefused).map(({ filename, kind, digest }) => ({
        fact: 'scan',
        text: `${printable(filename, 120)}: ${kind}`,
        ref: digest,
      })),
      nextStep: exceptFrom('source-kind', facts),
    };
  },
};
