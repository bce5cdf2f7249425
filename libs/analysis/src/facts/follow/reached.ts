/** Steps from the first cause; more is no explanation, and a ring of files must end. */
const MAX_STEPS = 40;

/** Which file makes which other one run: the first way that was found to each, which is a shortest one. */
export class Reached {
  private readonly causes = new Map<string, { by: string | undefined; line: number | undefined }>();

  /** @param by the file that loads or starts it; undefined where it is the first one */
  note(file: string, by?: string, line?: number): void {
    if (file !== by && !this.causes.has(file)) this.causes.set(file, { by, line });
  }

  has(file: string): boolean {
    return this.causes.has(file);
  }

  /** From the first file to this one, each with the line at which it goes on; empty where it is not reached. */
  pathTo(file: string): string[] {
    const path: string[] = [];
    let at: string | undefined = file;
    let goesOn: number | undefined;
    for (let steps = 0; at !== undefined && steps < MAX_STEPS; steps += 1) {
      const cause = this.causes.get(at);
      if (cause === undefined && path.length === 0) return [];
      path.unshift(goesOn === undefined ? at : `${at}:${goesOn}`);
      goesOn = cause?.line;
      at = cause?.by;
    }
    return path;
  }
}
