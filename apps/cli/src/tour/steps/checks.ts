import { checkMatrix, countReasons, expectReasons, showMatrix, type Expected } from '../matrix';
import { NOBODY } from '../samples';
import type { TourStep } from '../step';

const BLOCKED: Expected = { [NOBODY]: ['student-blocked'], 'tour-student': ['student-blocked'] };

/** The others where an earlier tour has left its traces. */
const NOT_APPROVED = ['unknown-package', 'untrusted', 'approval-expired'] as const;
const BEFORE: Expected = {
  ...BLOCKED,
  'tour-intern': NOT_APPROVED,
  'tour-supervised': NOT_APPROVED,
  'tour-autonomous': NOT_APPROVED,
};
const REQUESTED: Expected = {
  ...BLOCKED,
  'tour-intern': ['pending-review'],
  'tour-supervised': ['pending-review'],
  'tour-autonomous': ['pending-review'],
};
const APPROVED: Expected = {
  ...BLOCKED,
  'tour-intern': ['maturity-too-low'],
  'tour-supervised': ['approved'],
  'tour-autonomous': ['approved'],
};

const matrixStep = (name: string, expected: Expected): TourStep => ({
  name,
  async run(world) {
    const matrix = await checkMatrix(world);
    expectReasons(matrix, expected);
    return { detail: countReasons(matrix), show: showMatrix(matrix) };
  },
});

export const checkBefore = matrixStep('Check: nothing is approved', BEFORE);
export const checkRequested = matrixStep('Check: requested is not approved', REQUESTED);
export const checkApproved = matrixStep('Check: maturity decides', APPROVED);
