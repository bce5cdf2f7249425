import { DECLARED_CASES } from './cases/declared';
import type { FactCase } from './cases/fact-case';
import { PEOPLE_CASES } from './cases/people';
import { TIME_CASES } from './cases/times';
import { VERSION_CASES } from './cases/versions';

export const FACT_CASES: readonly FactCase[] = [
  ...TIME_CASES,
  ...PEOPLE_CASES,
  ...VERSION_CASES,
  ...DECLARED_CASES,
];
