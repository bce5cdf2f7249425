import type { DetonationEnvironment } from '@sallyport/domain';

/** A machine that the code is to believe in. */
export interface Machine {
  readonly environment: DetonationEnvironment;
  readonly user: string;
  readonly uid: number;
  readonly home: string;
  readonly hostname: string;
  /** Days that its clock is ahead. */
  readonly daysAhead: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** Below the home: where the artifact is installed into. */
export const PROJECT = 'project';

/**
 * As unlike as two machines can be: what waits for a date, spares continuous integration, or only strikes there, shows
 * in one of them. Ids that nobody on the host has.
 */
export const MACHINES: readonly Machine[] = [
  {
    environment: 'workstation',
    user: 'sam',
    uid: 10_001,
    home: '/home/sam',
    hostname: 'sam-thinkpad',
    daysAhead: 0,
    variables: {
      TERM: 'xterm-256color',
      SHELL: '/bin/bash',
      EDITOR: 'vi',
      LANG: 'en_GB.UTF-8',
      DISPLAY: ':0',
    },
  },
  {
    environment: 'ci',
    user: 'runner',
    uid: 10_002,
    home: '/home/runner',
    hostname: 'fv-az1204-330',
    // Past the usual delays of a month, and into another quarter.
    daysAhead: 100,
    variables: {
      CI: 'true',
      CONTINUOUS_INTEGRATION: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_REPOSITORY: 'acme/app',
      GITHUB_REF: 'refs/heads/main',
      RUNNER_OS: 'Linux',
      RUNNER_NAME: 'Hosted Agent',
      LANG: 'C.UTF-8',
    },
  },
];
