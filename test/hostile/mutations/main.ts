// `npm run mutants [-- --count N --first N --seed TEXT --processes N]`: mutated sources through parsers and rules.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runMutants } from './run-mutants';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    first: { type: 'string', default: '0' },
    seed: { type: 'string', default: 'sallyport' },
    processes: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  },
});

void runMutants({
  seed: values.seed,
  count: Number(values.count),
  first: Number(values.first),
  processes: Number(values.processes),
  tell: (line) => process.stderr.write(`${line}\n`),
}).then((report) => {
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = report.crashes.length + report.hangs.length > 0 ? 1 : 0;
});
