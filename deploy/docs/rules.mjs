// docs/rules.md: the policy as data, for people.
import { code, codes, page, table } from './markdown.mjs';
import { scanRulesSections } from './scan-rules.mjs';

/** @param {import('./documents.mjs').Ordered} sources */
export function rulesPage({ domain, scanRules, clusterRules, tactics }) {
  const { RULES, TRUTH_TABLE, AGENT_COLUMNS, APPROVAL_TRANSITIONS, APPROVAL_STATES, statusOf } = domain;
  const { DEFAULT_POLICY, EXAMPLES, EXCEPTABLE_RULES, decide, isPolicyRule } = domain;
  const strength = ['deny', 'undecided', 'allow'];
  const byStrength = strength.flatMap((effect) => RULES.filter((rule) => rule.effect === effect));
  const actions = Object.keys(APPROVAL_TRANSITIONS.none);
  return page('Rules', 'the headers of the rules and the truth table', [
    'A check gathers facts, asks the rules below from top to bottom, and answers with the first one that speaks. ' +
      'Deny beats undecided beats allow. Only the effect `allow` allows; where no rule speaks the answer is ' +
      '`no-rule`, which is undecided and so does not allow.',
    '## Decision rules',
    'Each is one file in `libs/domain/src/policy/rules/`, named after its reason code.',
    'A rule without a mode holds under every policy. The others read the policy file: `enforce` decides, `dry-run` is only ' +
      'told in `decision.dryRun`, and `off` is not asked, nor whether its fact is missing. "Built in" is the mode where ' +
      'nobody has applied a policy. Exceptions have an owner, a reason and an end; a break-glass approval passes only the ' +
      'rules that wait for something.',
    table(
      ['Reason code', 'Effect', 'When', 'Mode from', 'Built in', 'Exceptable', 'Break-glass passes'],
      [
        ...byStrength.map((rule) => [
          code(rule.code),
          rule.effect,
          rule.summary,
          ...(isPolicyRule(rule)
            ? [
                codes(rule.settings),
                [
                  ...new Set(rule.settings.map((name) => DEFAULT_POLICY.rules[name]?.mode ?? 'left out')),
                ].join(', '),
              ]
            : ['–', 'always']),
          EXCEPTABLE_RULES.includes(rule.code) ? 'yes' : 'no',
          isPolicyRule(rule) && rule.waiting ? 'yes' : 'no',
        ]),
        [code('no-rule'), 'undecided', 'No rule covers these facts.', '–', 'always', 'no', 'no'],
      ],
    ),
    '## What an agent is told',
    'One example for each reason code, as `decide` answers it. The next step is the one call that could change the answer; ' +
      'a dash means that nothing would. `eligibleAt` says when time alone will.',
    table(
      ['Reason code', 'Reason', 'Evidence', 'Next step', 'Eligible at'],
      Object.entries(EXAMPLES).map(([name, facts]) => {
        const { reason, evidence, nextStep, eligibleAt } = decide(facts, 1);
        return [
          code(name),
          reason,
          evidence.map(({ fact, text }) => `${fact}: ${text}`).join('; ') || '–',
          nextStep ? `${code(nextStep.subject)} ${code(JSON.stringify(nextStep.request))}` : '–',
          eligibleAt ?? '–',
        ];
      }),
    ),
    'Every combination of maturity, state, ban scope, report, age and provenance is enumerated in ' +
      '[decide.golden.txt](../libs/domain/src/policy/decide.golden.txt): one line for each set of answers, `*` where a ' +
      'column makes no difference.',
    '## The truth table',
    'What the registry holds of a version (rows), and which maturity asks (columns). The same table is run against the ' +
      'pure function and, over NATS, against the running stack. Only `approved` allows. Everything else is in order: the ' +
      'file is scanned and clean, and the approvals were given for it.',
    table(
      ['State of the version', 'Status', ...AGENT_COLUMNS],
      TRUTH_TABLE.map(({ state, entry, cells }) => [
        state,
        code(statusOf(entry)),
        ...AGENT_COLUMNS.map((column) => code(cells[column])),
      ]),
    ),
    '## What may follow what',
    'Approvals and bans are kept apart; the status is derived from both. A dash means: refused with `transition-refused`. ' +
      'The same state again means: nothing changes, and that is no error.',
    table(
      ['Approval', 'Status without a ban', ...actions],
      APPROVAL_STATES.map((state) => [
        state,
        code(statusOf({ approval: state, minMaturity: null, banReason: null })),
        ...actions.map((action) => APPROVAL_TRANSITIONS[state][action] ?? '–'),
      ]),
    ),
    'A ban can be set on any version and lifted from a banned one (else `ban-not-found`). While it stands, approving is ' +
      'refused and a request does not touch it. After it is lifted, what was approved before is approved again.',
    ...scanRulesSections({ scanRules, clusterRules, tactics }),
    ...detonationSection(domain.DETONATION_RULES),
  ]);
}

/** @param {readonly { code: string, severity: string, verdict: string, summary: string }[]} rules */
function detonationSection(rules) {
  return [
    '## Detonation rules',
    'Each is one file in `libs/domain/src/scan/detonation/rules/`, named after its code without `detonation-`. They judge ' +
      'the trace of an artifact that was installed and imported in two cages (ADR 41). What reading and what running it ' +
      'says both stand: the worse verdict counts.',
    table(
      ['Rule', 'Severity', 'At least', 'What it sees'],
      rules.map(({ code: name, severity, verdict, summary }) => [
        code(name),
        severity,
        code(verdict),
        summary,
      ]),
    ),
  ];
}
