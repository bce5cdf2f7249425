/**
 * Work that many wait for and that is done once for all of them: whoever asks is served by a run that begins after
 * the asking, so a run that is on its way already is not joined but followed by one more.
 */
export class Joined {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  run(): Promise<void> {
    if (this.running === undefined)
      return (this.running = this.work().finally(() => (this.running = undefined)));
    return (this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.run();
      }));
  }
}
