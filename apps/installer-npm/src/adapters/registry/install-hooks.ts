/** What npm runs when a package from a registry is installed. */
const ON_INSTALL = ['preinstall', 'install', 'postinstall'] as const;

/** Whether `scripts` of a manifest has one of them; anything that is there counts, as npm would try to run it. */
export function runsOnInstall(scripts: Record<string, unknown> | undefined): boolean {
  return ON_INSTALL.some((hook) => {
    const command = scripts !== undefined && Object.hasOwn(scripts, hook) ? scripts[hook] : undefined;
    return command !== undefined && command !== null && command !== '';
  });
}
