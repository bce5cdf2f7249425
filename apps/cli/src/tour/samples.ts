import type { Ecosystem, Maturity, MinMaturity } from '@sallyport/domain';

/** A skill that the tour installs and runs: real packages, real code. */
export interface Sample {
  ecosystem: Ecosystem;
  /** As people say it. */
  title: string;
  skillId: string;
  requirements: readonly string[];
  /** The package that is checked for each agent. */
  checked: string;
  /** The closure has at least so many packages. */
  atLeast: number;
  /** A package that nobody asked for by name, and that the closure cannot do without. */
  transitive: string;
  code: string;
  inputs: unknown;
  /** What of the result shows that the packages did their work. */
  proof: Readonly<Record<string, unknown>>;
}

const PYTHON_CODE = `
import requests, urllib3, idna
prepared = requests.Session().prepare_request(requests.Request("GET", "https://münchen.invalid/search", params=inputs))
result = {"url": prepared.url, "requests": requests.__version__, "urllib3": urllib3.__version__, "idna": idna.__version__}
`;

const NODE_CODE = `
const _ = require('lodash');
const express = require('express');
const http = require('node:http');
const app = express();
app.get('/sums/:numbers', (request, response) => {
  const numbers = request.params.numbers.split(',').map(Number);
  response.json({ sum: _.sum(numbers), evens: _.filter(numbers, (n) => n % 2 === 0), query: request.query });
});
const server = app.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const path = '/sums/' + inputs.numbers.join(',') + '?unit[name]=mm';
const text = await new Promise((resolve, reject) => {
  http.get({ host: '127.0.0.1', port: server.address().port, path }, (response) => {
    let body = '';
    response.on('data', (chunk) => (body += chunk)).on('end', () => resolve(body)).on('error', reject);
  }).on('error', reject);
});
server.close();
return { ...JSON.parse(text), lodash: _.VERSION, express: require('express/package.json').version };
`;

export const SAMPLES: readonly Sample[] = [
  {
    ecosystem: 'pypi',
    title: 'Python',
    skillId: 'tour-python',
    requirements: ['requests>=2.31,<3'],
    checked: 'requests',
    atLeast: 5,
    transitive: 'urllib3',
    code: PYTHON_CODE,
    inputs: { q: 'two doors' },
    // The international name has been through idna, the query through urllib3 and requests.
    proof: { url: 'https://xn--mnchen-3ya.invalid/search?q=two+doors' },
  },
  {
    ecosystem: 'npm',
    title: 'npm',
    skillId: 'tour-npm',
    requirements: ['express@^4', 'lodash@^4'],
    checked: 'lodash',
    atLeast: 30,
    transitive: 'qs',
    code: NODE_CODE,
    inputs: { numbers: [1, 2, 3, 4] },
    // The sums are lodash's, the answer express's, the nested query that of qs.
    proof: { sum: 10, evens: [2, 4], query: { unit: { name: 'mm' } } },
  },
];

/** One package without dependencies, for what takes more than one review. */
export const SMALL = { ecosystem: 'npm', requirement: 'picocolors@^1', name: 'picocolors' } as const;

/** One agent of each maturity, which the tour registers. */
export const TOUR_AGENTS: readonly { agentId: string; maturity: Maturity }[] = [
  { agentId: 'tour-student', maturity: 'student' },
  { agentId: 'tour-intern', maturity: 'intern' },
  { agentId: 'tour-supervised', maturity: 'supervised' },
  { agentId: 'tour-autonomous', maturity: 'autonomous' },
];

/** Never registered. */
export const NOBODY = 'tour-nobody';
/** Installs and runs. */
export const WORKER = 'tour-supervised';
export const APPROVED_FOR: MinMaturity = 'supervised';
/** Uses only what two people have approved. */
export const NEWCOMER = 'tour-intern';
/** How long the tour's approvals live. */
export const APPROVED_DAYS = 7;
