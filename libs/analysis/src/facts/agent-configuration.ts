import type { ArchiveContents } from './archive-contents';

/**
 * Files that AI agents and editors obey without being asked: settings that run commands, lists of tools, and
 * instructions. Matched by the last segments of a path, since any folder may be the one that is opened.
 */
const FOLDERS = ['.claude', '.cursor', '.codex', '.gemini', '.windsurf', '.devcontainer'];
const FILES = [
  'agents.md',
  'claude.md',
  'gemini.md',
  '.cursorrules',
  '.windsurfrules',
  '.clinerules',
  '.mcp.json',
  'mcp.json',
  'claude_desktop_config.json',
];
const PATHS = [
  '.vscode/tasks.json',
  '.vscode/settings.json',
  '.vscode/launch.json',
  '.github/copilot-instructions.md',
];

/** Compared without case: some file systems know none. */
export function hasAgentConfiguration({ files }: Pick<ArchiveContents, 'files'>): boolean {
  return [...files.keys()].some(isAgentConfiguration);
}

export function isAgentConfiguration(path: string): boolean {
  const segments = path.toLowerCase().split('/');
  return (
    segments.slice(0, -1).some((segment) => FOLDERS.includes(segment)) ||
    FILES.includes(segments.at(-1) ?? '') ||
    PATHS.includes(segments.slice(-2).join('/'))
  );
}
