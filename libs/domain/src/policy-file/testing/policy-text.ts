/** A policy for tests: every section, little of each. */
export const POLICY_TEXT = `schema: sallyport-policy/1
name: example
rules:
  advisory-severity:
    refuseFrom: { intern: low, supervised: medium, autonomous: high }
  advisories-stale:
    maxAgeHours: { intern: 24, supervised: 48, autonomous: 72 }
  suspicious:
    refuseFrom: { intern: warning, supervised: suspicious, autonomous: suspicious }
  release-yanked: {}
  release-too-new:
    minAgeHours: { intern: 72, supervised: 48, autonomous: 24 }
    lostProvenanceFactor: 2
    own:
      - '@acme/*'
  provenance-lost: { mode: dry-run }
  licence-refused:
    allow: [MIT, Apache-2.0]
    deny: [AGPL-3.0-only]
  build-scripts:
    allow: { intern: false, supervised: false, autonomous: true }
  source-kind:
    allow: { intern: [wheel, tarball], supervised: [wheel, tarball], autonomous: [wheel, tarball] }
  closure-too-large:
    maxPackages: { intern: 100, supervised: 500, autonomous: 1000 }
review:
  twoReviewersUpTo: intern
  maxApprovalDays: 365
  breakGlassHours: 8
delta:
  inherit: true
  step: minor
  minMaturity: supervised
behaviour:
  withinHours: 24
  demoteFrom: { deniedEgress: 3, banHits: 3, inventedNames: 5 }
  promoteFromCleanChecks: 500
malwareReportsBan: true
tests:
  - name: in order
    given: {}
    expect: { effect: allow }
`;
