export { SarifLog } from './sarif-log';
export {
  SARIF_LEVEL,
  sarifLogOf,
  type SarifFinding,
  type SarifPlace,
  type SarifRule,
  type SarifRun,
} from './write-sarif';
