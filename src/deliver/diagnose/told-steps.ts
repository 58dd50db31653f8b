/** The steps of a test or a probe: kept, and told as each is done. */
import type { Step } from '../../mail/step.ts';
import type { Tell } from './seen.ts';

export class ToldSteps {
  readonly all: Step[] = [];
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  add(...steps: readonly Step[]): void {
    for (const step of steps) {
      this.all.push(step);
      this.#tell(step);
    }
  }
}
