import { Column } from './columns';
import { Texts } from './texts';

/** Foreign text must not fill the memory for good: with so many, what was learnt is learnt anew. */
const MOST = 20_000;

/** Other ways to write texts that have numbers. What one of them stands for never changes, so nothing here grows stale. */
export class Spellings {
  private texts = new Texts();
  private readonly numbers = new Column();

  /** The number of what it stands for; -1: nobody has said. */
  find(text: string): number {
    const at = this.texts.find(text);
    return at < 0 ? -1 : this.numbers.at(at);
  }

  learn(text: string, number: number): void {
    if (this.texts.count >= MOST) {
      this.texts = new Texts();
      this.numbers.length = 0;
    }
    const at = this.texts.numberOf(text);
    if (at === this.numbers.length) this.numbers.push(number);
  }
}
