// docs/rules.md: the policy as data, for people.
import { code, page, table } from './markdown.mjs';

/** @param {import('./documents.mjs').Ordered} sources */
export function rulesPage({ domain }) {
  const { RULES, TRUTH_TABLE, AGENT_COLUMNS, APPROVAL_TRANSITIONS, APPROVAL_STATES, statusOf } = domain;
  const strength = ['deny', 'undecided', 'allow'];
  const byStrength = strength.flatMap((effect) => RULES.filter((rule) => rule.effect === effect));
  const actions = Object.keys(APPROVAL_TRANSITIONS.none);
  return page('Rules', 'the headers of the rules and the truth table in libs/domain', [
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
  ]);
}
