import type { Rule } from '../rule';
import { approved } from './approved';
import { banned } from './banned';
import { maturityTooLow } from './maturity-too-low';
import { pendingReview } from './pending-review';
import { studentBlocked } from './student-blocked';
import { unknownPackage } from './unknown-package';
import { untrusted } from './untrusted';

/** The whole policy. Order matters only among rules of one effect: the first that speaks gives the reason shown. */
export const RULES: readonly Rule[] = [
  banned,
  studentBlocked,
  untrusted,
  maturityTooLow,
  unknownPackage,
  pendingReview,
  approved,
];
