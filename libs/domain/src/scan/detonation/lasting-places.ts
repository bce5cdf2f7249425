/** A place that something else runs or obeys later, and what does. */
export interface LastingPlace {
  readonly pattern: RegExp;
  readonly what: string;
}

/** Nothing that is installed or imported has to write here: no honest package of a registry does so unasked. */
export const TAKEN_PLACES: readonly LastingPlace[] = [
  { pattern: /^~\/\.ssh\/(?:authorized_keys2?|config|rc)$/, what: 'who may log in' },
  { pattern: /^~\/\.config\/(?:systemd\/user|autostart)\//, what: 'what the session starts' },
  { pattern: /^\/etc\/(?:cron|systemd\/|profile\.d\/|ld\.so\.preload$)/, what: 'what the machine starts' },
  { pattern: /^\/var\/spool\/cron\//, what: 'what the machine starts' },
  { pattern: /^~\/\.(?:claude|cursor|codex|gemini|continue)(?:\/|\.json$)/, what: 'what agents obey' },
  { pattern: /\/(?:user|site)customize\.py$/, what: 'what every start of Python runs' },
  { pattern: /^~\/\.(?:git-templates|config\/git)\/hooks\//, what: 'what git runs' },
  { pattern: /\/\.git\/hooks\//, what: 'what git runs' },
];

/** Honest tools write here when they are asked to (completion of commands, configuration), seldom unasked. */
export const OBEYED_PLACES: readonly LastingPlace[] = [
  { pattern: /^~\/\.(?:bashrc|bash_profile|bash_login|profile|zshrc|zshenv|zprofile)$/, what: 'shells' },
  { pattern: /^~\/\.config\/fish\//, what: 'shells' },
  { pattern: /^~\/\.(?:npmrc|yarnrc|gitconfig|pydistutils\.cfg)$/, what: 'tools of developers' },
  { pattern: /^~\/\.config\/pip\/pip\.conf$/, what: 'tools of developers' },
  {
    pattern: /^~\/\.vscode\/|^<project>\/\.(?:vscode|github|claude|cursor)\//,
    what: 'editors and pipelines',
  },
  { pattern: /^<project>\/(?:node_modules\/(?!\.cache\/)|package(?:-lock)?\.json$)/, what: 'code of others' },
  { pattern: /^~\/\.local\/lib\/python[^/]*\/site-packages\/(?!.*__pycache__)/, what: 'code of others' },
];

/** The place that a path is one of. */
export function placeOf(path: string, places: readonly LastingPlace[]): LastingPlace | undefined {
  return places.find(({ pattern }) => pattern.test(path));
}
