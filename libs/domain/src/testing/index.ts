export * from './clean-scan';
export { phaseOf, traceOf } from '../scan/testing/traces';
export { NPM_SQUATS } from '../names/npm-squats.cases';
export { PYPI_SQUATS } from '../names/pypi-squats.cases';
export { squatsOf, type Squat, type SquatTable } from '../names/testing/squat-table';
