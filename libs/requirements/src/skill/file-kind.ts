export type CodeKind = 'python' | 'stub' | 'notebook' | 'javascript' | 'shell' | 'dockerfile' | 'unread';

/** What a file is, by its name; nothing where it is no code, or where only its first line would say it. */
export function codeKindOf(path: string): CodeKind | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.pyi$/.test(name)) return 'stub';
  if (/\.pyw?$/.test(name)) return 'python';
  if (/\.ipynb$/.test(name)) return 'notebook';
  if (/\.(?:[cm]?jsx?|[cm]?ts|tsx)$/.test(name)) return 'javascript';
  if (/\.(?:sh|bash|zsh|command)$/.test(name)) return 'shell';
  if (/^(?:Dockerfile|Containerfile)(?:\..*)?$|\.dockerfile$/i.test(name)) return 'dockerfile';
  // Languages that import the same packages, and code that is compiled already.
  if (/\.(?:vue|svelte|astro|coffee|pyx|pxd|pyc|pyo|pyd|so|node)$/.test(name)) return 'unread';
  return undefined;
}

/** For files without an ending. */
export function codeKindOfShebang(line: string): CodeKind | undefined {
  if (/\b(?:python|pypy)[\d.]*\b|\buv\s+run\b/.test(line)) return 'python';
  if (/\b(?:node|nodejs|deno|bun|tsx|ts-node)\b/.test(line)) return 'javascript';
  return /\b(?:ba|z|da|k)?sh\b/.test(line) ? 'shell' : undefined;
}

export function hasNoEnding(path: string): boolean {
  return /(?:^|\/)[^/.]+$/.test(path);
}

/** Tests, and what configures tools: needed by whoever works on the skill, not by who runs it. */
export function isDevelopment(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|e2e|fixtures)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest|noxfile|setup|tasks)\.py$|(?:^|\/)docs?\/conf\.py$|\.(?:test|spec|stories)\.[cm]?[jt]sx?$|(?:^|\/)(?:[^/]+\.config\.[cm]?[jt]s|\.[^/]+rc\.[cm]?js|[Gg]ulpfile\.[cm]?js|[Gg]runtfile\.[cm]?js)$/.test(
    path,
  );
}
