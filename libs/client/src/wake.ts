/** A sleep that can be cut short, also before it begins. */
export class Wake {
  private due = false;
  private ring: (() => void) | undefined;

  now(): void {
    this.due = true;
    this.ring?.();
  }

  /** Resolves after `ms`, or as soon as `now` is called; at once where it was called since the last sleep. */
  async within(ms: number): Promise<void> {
    if (!this.due) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.ring = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.ring = undefined;
    this.due = false;
  }
}
