// docs/rules.md: the policy as data, for people.
import { code, page, table } from './markdown.mjs';

/** @param {import('./documents.mjs').Ordered} sources */
export function rulesPage({ domain, scanRules }) {
  const { RULES, TRUTH_TABLE, AGENT_COLUMNS, APPROVAL_TRANSITIONS, APPROVAL_STATES, statusOf } = domain;
  const strength = ['deny', 'undecided', 'allow'];
  const byStrength = strength.flatMap((effect) => RULES.filter((rule) => rule.effect === effect));
  const actions = Object.keys(APPROVAL_TRANSITIONS.none);
  return page('Rules', 'the headers of the rules and the truth table', [
    'A check gathers facts, asks the rules below from top to bottom, and answers with the first one that speaks. ' +
      'Deny beats undecided beats allow. Only the effect `allow` allows; where no rule speaks the answer is ' +
      '`no-rule`, which is undecided and so does not allow.',
    '## Decision rules',
    'Each is one file in `libs/domain/src/policy/rules/`, named after its reason code.',
    table(
      ['Reason code', 'Effect', 'When'],
      [
        ...byStrength.map((rule) => [code(rule.code), rule.effect, rule.summary]),
        [code('no-rule'), 'undecided', 'No rule covers these facts.'],
      ],
    ),
    '## The truth table',
    'What the registry holds of a version (rows), and which maturity asks (columns). The same table is run against the ' +
      'pure function and, over NATS, against the running stack. Only `approved` allows.',
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
    ...scanSection(scanRules),
  ]);
}

/** @param {import('./documents.mjs').Sources['scanRules']} scanRules */
function scanSection(scanRules) {
  const of = (/** @type {string} */ ecosystem) =>
    table(
      ['Rule', 'Severity', 'At least', 'What it sees'],
      scanRules
        .filter((rule) => rule.ecosystem === ecosystem)
        .map(({ code: name, severity, verdict, summary }) => [code(name), severity, code(verdict), summary]),
    );
  return [
    '## Scan rules',
    'Each is one file in `apps/scanner/src/rules/`, named after its code. They read an artifact; nothing of it is run. ' +
      'A rule that speaks makes a finding, and the verdict of the artifact is at least the one named here. The worst ' +
      'verdict counts. `malicious` stops an installation, and so does an artifact that could not be judged (`unknown`); ' +
      'everything else is evidence for a reviewer.',
    '### Any artifact',
    of('any'),
    '### npm',
    of('npm'),
    '### PyPI',
    of('pypi'),
  ];
}
