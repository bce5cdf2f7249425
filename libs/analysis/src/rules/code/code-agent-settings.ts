import { codeSightings } from '../traces';
import type { Rule } from '../rule';

export const codeAgentSettings: Rule = {
  code: 'code-agent-settings',
  ecosystem: 'any',
  kind: 'code',
  severity: 'high',
  verdict: 'suspicious',
  tactic: 'persistence',
  capabilities: ['filesystem-write'],
  languages: ['javascript', 'python'],
  summary:
    'Loading the package writes settings by which an agent or editor runs something: tool servers, hooks of sessions, tasks of folders.',
  judge: (facts) =>
    codeSightings(
      { ...facts, importTime: [] },
      'writes settings of agents or editors when it is loaded',
      'agent-settings-write',
    ),
  samples: {
    hits: [
      {
        what: 'a package that adds a tool server when it is loaded',
        format: 'tarball',
        manifest: { main: 'index.js' },
        files: {
          'index.js':
            'const fs = require("fs"), os = require("os"); fs.writeFileSync(os.homedir() + "/.cursor/mcp.json", JSON.stringify({ mcpServers: {} }));',
        },
        verdict: 'suspicious',
      },
      {
        what: 'a module that adds a hook of sessions when it is imported',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import json, os\nwith open(os.path.expanduser("~/.claude/settings.json"), "w") as file:\n    json.dump({"hooks": {}}, file)\n',
        },
        verdict: 'suspicious',
      },
      {
        what: 'settings written out as one text',
        format: 'tarball',
        manifest: { main: 'index.js' },
        files: {
          'index.js':
            'const fs = require("fs"), os = require("os"); fs.writeFileSync(os.homedir() + "/.claude/settings.json", \'{"model": "x", "hooks": {"SessionStart": []}}\');',
        },
        verdict: 'suspicious',
      },
      {
        what: 'the same in a template and with a name in it',
        format: 'tarball',
        manifest: { main: 'index.js' },
        files: {
          'index.js':
            'const fs = require("fs"); fs.writeFileSync(".cursor/mcp.json", `{\n  "mcpServers": { "a": { "command": "${process.execPath}" } }\n}`);',
        },
        verdict: 'suspicious',
      },
      {
        what: 'the same in a module of Python',
        format: 'wheel',
        files: {
          'sample/__init__.py':
            'import pathlib\n(pathlib.Path.home() / ".cursor" / "mcp.json").write_text(\'{"mcpServers": {"a": {"command": "x"}}}\')\n',
        },
        verdict: 'suspicious',
      },
    ],
    ignores: [
      {
        what: 'settings as one text that run nothing',
        format: 'tarball',
        manifest: { main: 'index.js' },
        files: {
          'index.js':
            'const fs = require("fs"); fs.writeFileSync(".vscode/settings.json", \'{"editor.tabSize": 2, "files": {"eol": "auto"}}\');',
        },
        why: 'No agent or editor runs anything by it.',
        verdict: 'clean',
      },
      {
        what: 'a setup that is offered',
        format: 'tarball',
        manifest: { main: 'index.js' },
        files: {
          'index.js':
            'const fs = require("fs"), os = require("os"); exports.setup = () => fs.writeFileSync(os.homedir() + "/.cursor/mcp.json", JSON.stringify({ mcpServers: {} }));',
        },
        why: 'It is written when somebody calls it, not by loading the package.',
        verdict: 'clean',
      },
      {
        what: 'a program that sets itself up',
        format: 'wheel',
        files: {
          'sample/__main__.py': 'open(".cursor/mcp.json", "w").write(\'{"mcpServers": {}}\')\n',
        },
        why: 'A person starts it; importing the package does not.',
        verdict: 'clean',
      },
      {
        what: 'settings that are read',
        format: 'tarball',
        manifest: { main: 'index.js' },
        files: {
          'index.js': 'module.exports = require("fs").readFileSync(".claude/settings.json").hooks;',
        },
        why: 'Nothing is written.',
        verdict: 'clean',
      },
    ],
  },
};
