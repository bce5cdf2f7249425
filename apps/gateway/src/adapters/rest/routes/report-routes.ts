import {
  ClosureReport,
  cycloneDxVexOf,
  reportClosure,
  sarifOf,
  type Actor,
  type Ecosystem,
} from '@sallyport/domain';
import { z } from 'zod';
import { agentId, packageName, version } from '../fields';
import { route, type Route, type Services } from '../route';

const packages = z.array(
  z.strictObject({
    package_name: packageName,
    version,
    digest: z.string().optional().describe('The file that is meant, `sha256:…`.'),
    path: z.string().optional().describe('Where it lies, as in a lock.'),
    dependencies: z.array(z.string()).optional().describe('`path` values of what it depends on.'),
  }),
);

/** The same report in three forms, each at a path of its own, because each has a schema of its own. */
export function reportRoutes(ecosystem: Ecosystem, base: string): Route[] {
  const report = route('POST', `${base}/report`, reportClosure, {
    body: {
      packages,
      roots: z.array(z.string()).optional().describe('`path` values of what was asked for by name.'),
      agent_id: agentId.optional(),
    },
    request: (input) => ({
      ecosystem,
      packages: input.packages.map(({ package_name, ...rest }) => ({ name: package_name, ...rest })),
      roots: input.roots,
      agentId: input.agent_id,
    }),
  });
  return [
    report,
    written(report, 'sarif', 'SARIF 2.1.0', (told) => sarifOf(told)),
    written(
      report,
      'cyclonedx',
      'CycloneDX 1.6 with vulnerabilities and their analysis (VEX)',
      cycloneDxVexOf,
    ),
  ];
}

function written(report: Route, word: string, form: string, write: (report: ClosureReport) => object): Route {
  return {
    ...report,
    path: `${report.path}/${word}`,
    summary: `What advisories say of a closure, as ${form}.`,
    reply: z.looseObject({}).describe(form),
    answer: async (services: Services, input: never, actor: Actor) => {
      const { status, body } = await report.answer(services, input, actor);
      return { status, body: write(ClosureReport.parse(body)) };
    },
  };
}
