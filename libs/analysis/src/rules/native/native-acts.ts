import { actsOf } from '../../facts/native-acts';
import { natives } from '../traces';
import type { Rule } from '../rule';

export const nativeActs: Rule = {
  code: 'native-acts',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'exfiltration',
  capabilities: ['network', 'subprocess', 'native-code'],
  languages: ['machine-code'],
  summary:
    'A small piece of machine code takes, of all functions, the ones to go through files, say who is there and send it; or to give a shell a connection; or it reaches others as soon as it is loaded.',
  judge: (facts) => natives(facts, ({ native }) => actsOf(native)),
  samples: {
    hits: [
      {
        what: 'a library that goes through files, asks who is there and sends it',
        format: 'wheel',
        files: {
          'sample/_x.so': {
            machineCode: {
              format: 'elf',
              imports: ['gethostname', 'opendir', 'readdir', 'socket', 'sendto'],
              exports: ['start'],
            },
          },
        },
        verdict: 'suspicious',
      },
      {
        what: 'a shell on a connection',
        format: 'tarball',
        files: {
          'build/x.so': {
            machineCode: { format: 'mach-o', imports: ['socket', 'connect', 'dup2', 'execve'] },
          },
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'a socket library',
        format: 'wheel',
        files: {
          'sample/_x.so': {
            machineCode: { format: 'elf', imports: ['socket', 'connect', 'getaddrinfo', 'sendto'] },
          },
        },
        why: 'It reaches others, and takes nothing along.',
        verdict: 'clean',
      },
      {
        what: 'a walk through folders',
        format: 'wheel',
        files: {
          'sample/_x.so': {
            machineCode: { format: 'elf', imports: ['opendir', 'readdir', 'getpwuid', 'gethostname'] },
          },
        },
        why: 'What it finds goes nowhere.',
        verdict: 'clean',
      },
      {
        what: 'a large library',
        format: 'wheel',
        files: {
          'sample/_x.so': {
            machineCode: {
              format: 'elf',
              imports: [
                ...['gethostname', 'opendir', 'readdir', 'socket', 'sendto'],
                ...Array.from({ length: 90 }, (_, n) => `f${n}`),
              ],
            },
          },
        },
        why: 'Of what does so much, single functions tell nothing.',
        verdict: 'clean',
      },
    ],
  },
};
