import {
  applyPolicy,
  approvePackages,
  changeAgent,
  checkPackage,
  clearName,
  getFacts,
  getPolicy,
  getRequest,
  grantException,
  importAdvisories,
  installer,
  liftBan,
  listRequests,
  registerAgent,
  requestPackages,
  resumeAgent,
  secondApproval,
  unbanPackage,
  type NextStep,
} from '@sallyport/domain';
import { shellWord } from './screen/shell-word';

/** What stands in a command where a person has to choose or to write. */
const REASON = '<why>';
const MATURITY = '<maturity>';
type Body = NextStep['request'];
type Words = readonly (string | Placeholder)[];
interface Placeholder {
  readonly placeholder: string;
}

/** Subject -> the words after `sallyport`; undefined where the body does not have what the command needs. */
const COMMANDS: Readonly<Record<string, (body: Body) => Words | undefined>> = {
  [requestPackages.subject]: (body) => {
    const ecosystem = text(body.ecosystem);
    const requirements = texts(body.requirements);
    if (ecosystem === undefined || requirements.length === 0) return undefined;
    return ['request', ecosystem, ...requirements, ...(body.closure === false ? ['--no-closure'] : [])];
  },
  [approvePackages.subject]: (body) =>
    targeted('approve', body, ['--min-maturity', text(body.minMaturity) ?? ask(MATURITY)]),
  [unbanPackage.subject]: (body) => {
    const named = packageWord(body.package) ?? packageWord(body);
    return named === undefined ? undefined : ['unban', named];
  },
  [liftBan.subject]: (body) => withId('unban', body.banId, ['--reason', ask(REASON)], '--id'),
  [secondApproval.subject]: (body) => idCommand(['approval', 'second'], body.approvalId),
  [getRequest.subject]: (body) => idCommand(['review'], body.requestId),
  [listRequests.subject]: () => ['queue'],
  [registerAgent.subject]: (body) => agentCommand('register', body, text(body.maturity) ?? ask(MATURITY)),
  [changeAgent.subject]: (body) => agentCommand('change', body, text(body.maturity) ?? ask(MATURITY)),
  [resumeAgent.subject]: (body) => agentCommand('resume', body, '--reason', ask(REASON)),
  [clearName.subject]: (body) => {
    const ecosystem = text(body.ecosystem);
    const name = text(body.name);
    return ecosystem === undefined || name === undefined
      ? undefined
      : ['names', 'clear', `${ecosystem}:${name}`, '--reason', ask(REASON)];
  },
  [grantException.subject]: (body) => {
    const rule = text(body.rule);
    const named = packageWord(body.selector) ?? packageWord(body);
    if (rule === undefined || named === undefined) return undefined;
    const agent = text(body.agentId);
    const terms = ['--owner', ask('<who>'), '--reason', ask(REASON), '--expires', ask('<date>')];
    return ['exception', 'grant', rule, named, ...(agent === undefined ? [] : ['--agent', agent]), ...terms];
  },
  [checkPackage.subject]: (body) => {
    const named = packageWord(body);
    const agent = text(body.agentId);
    return named === undefined || agent === undefined ? undefined : ['check', named, '--agent', agent];
  },
  [getPolicy.subject]: () => ['policy', 'get'],
  [applyPolicy.subject]: () => ['policy', 'apply', ask('<file>')],
  [getFacts.subject]: (body) => {
    const named = packageWord(body);
    return named === undefined ? undefined : ['facts', named];
  },
  [importAdvisories.subject]: () => ['advisories', 'import', ask('<path or URL>')],
  [installer.npm.inspect.subject]: (body) => scanCommand('npm', body),
  [installer.pypi.inspect.subject]: (body) => scanCommand('pypi', body),
};

export const COMMANDS_OF_SUBJECTS: readonly string[] = Object.keys(COMMANDS);

/**
 * The one command to type for a decision's next step, with everything filled in that is known.
 * undefined where the command line has none for it, or where foreign text in it cannot be typed.
 */
export function nextCommand({ subject, request }: NextStep): string | undefined {
  const words = Object.hasOwn(COMMANDS, subject) ? COMMANDS[subject]?.(request) : undefined;
  const typed = words?.map((word) => (typeof word === 'string' ? shellWord(word) : word.placeholder));
  return typed === undefined || typed.includes(undefined) ? undefined : `sallyport ${typed.join(' ')}`;
}

function ask(placeholder: string): Placeholder {
  return { placeholder };
}

function idCommand(words: readonly string[], value: unknown): Words | undefined {
  const id = text(value);
  return id === undefined ? undefined : [...words, id];
}

function withId(command: string, value: unknown, rest: Words, option: string): Words | undefined {
  const id = text(value);
  return id === undefined ? undefined : [command, option, id, ...rest];
}

function agentCommand(verb: string, body: Body, ...rest: Words): Words | undefined {
  const agentId = text(body.agentId);
  return agentId === undefined ? undefined : ['agents', verb, agentId, ...rest];
}

function targeted(command: string, body: Body, rest: Words): Words | undefined {
  const requestId = text(body.requestId);
  if (requestId !== undefined) return [command, '--request', requestId, ...rest];
  const listed: unknown[] = Array.isArray(body.packages) ? body.packages : [body];
  const packages = listed.map(packageWord);
  return packages.length === 0 || packages.includes(undefined)
    ? undefined
    : [command, ...(packages as string[]), ...rest];
}

function scanCommand(ecosystem: string, body: Body): Words | undefined {
  const requirements = texts(body.requirements);
  return requirements.length === 0 ? undefined : ['scan', ecosystem, ...requirements];
}

/** `npm:lodash@4.17.21` of an object that has these three. */
function packageWord(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { ecosystem, name, version } = value as Record<string, unknown>;
  const parts = [text(ecosystem), text(name), text(version)];
  if (parts.includes(undefined)) return undefined;
  return `${parts[0]}:${parts[1]}${parts[0] === 'pypi' ? '==' : '@'}${parts[2]}`;
}

/** A word that begins with a hyphen would be taken for an option of ours. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && !value.startsWith('-') ? value : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => text(each) !== undefined) : [];
}
