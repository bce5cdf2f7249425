/**
 * Settings that agents and editors obey: a list of tool servers, hooks of sessions, tasks of folders. Code that a package
 * runs when it is loaded has no reason to write them; tools that offer it do so when they are told to.
 */
const FOLDER =
  /^\.?[/\\]?\.(?:claude|cursor|codex|gemini|windsurf|codeium|vscode|devcontainer|continue|kiro|roo|amazonq)[/\\]?$/i;
const FILE =
  /^(?:settings(?:\.local)?\.json|mcp\.json|mcp_config\.json|mcp_settings\.json|tasks\.json|hooks\.json|config\.toml|devcontainer\.json|keybindings\.json)$/i;
const WHOLE =
  /(?:^|[/\\~])\.(?:claude|cursor|codex|gemini|windsurf|codeium|vscode|devcontainer|continue|kiro|roo|amazonq)[/\\](?:.*[/\\])?[\w.-]+\.(?:json|toml|ya?ml|mdc)$|(?:^|[/\\])(?:\.claude\.json|\.mcp\.json|claude_desktop_config\.json|mcp_config\.json|cline_mcp_settings\.json)$/i;
/** Words that make such a setting run something. */
const RUNS =
  /^(?:mcpServers|mcp_servers|hooks|SessionStart|UserPromptSubmit|PreToolUse|PostToolUse|command|tasks|runOn|folderOpen|postCreateCommand|initializeCommand)$/;
/** A cheap look before a costly one. */
const MENTIONS =
  /\.(?:claude|cursor|codex|gemini|windsurf|codeium|vscode|devcontainer|continue|kiro|roo|amazonq)\b|claude_desktop_config|mcp_config/i;

/** A key in a text of JSON, or a table of TOML, as settings are written that stand in code as one text. */
const KEY = /"(\w{1,40})"\s{0,99}:|\[(mcp_servers)\b/g;

/** Keys that make settings run something, where these are written out as one text. */
export function keysInText(text: string): string[] {
  const keys = new Set<string>();
  for (const [, key, table] of text.matchAll(KEY)) keys.add(key ?? table ?? '');
  return [...keys].filter((key) => RUNS.test(key));
}

export function mentionsAgentSettings(text: string): boolean {
  return MENTIONS.test(text);
}

/** Do texts of one piece of code name such a file, whole or in parts that are put together? */
export function namesAgentSettings(texts: readonly string[]): boolean {
  return (
    texts.some((text) => WHOLE.test(text)) ||
    (texts.some((text) => FOLDER.test(text)) && texts.some((text) => FILE.test(text)))
  );
}

export function namesWhatSettingsRun(texts: readonly string[]): boolean {
  return texts.some((text) => RUNS.test(text));
}

/** A shell line that writes one: `echo … > ~/.claude/settings.json`, `cp x .vscode/tasks.json`. */
export function commandWritesAgentSettings(text: string): boolean {
  const target = />|\b(?:tee|cp|mv|ln|install|copy|move|curl|wget)\b/.exec(text);
  return (
    target !== null &&
    text
      .slice(target.index)
      .split(/[\s"'>;|&]+/)
      .some((word) => WHOLE.test(word))
  );
}
