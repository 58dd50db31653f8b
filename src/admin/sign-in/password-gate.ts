/** Passwords tried a few at once: each costs memory and a thread. The work is the same whether there is a password to compare with or not. */
import { bounds } from '../../base/bounds.ts';
import { hashPassword, verifyPassword } from '../../base/password-verifier.ts';
import type { Random } from '../../base/random.ts';

/** So many wait already: nothing was looked at. */
export class TooManyWait extends Error {
  override readonly name = 'TooManyWait';
}

export class PasswordGate {
  readonly #random: Random;
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** Of a password that nobody has. */
  #nobodys: Promise<string> | null = null;

  constructor(random: Random) {
    this.#random = random;
  }

  /** @param verifier null: of nobody; then it takes as long, and is wrong. Rejects with TooManyWait. */
  async verify(password: string, verifier: string | null): Promise<boolean> {
    return this.#inTurn(async () => {
      this.#nobodys ??= hashPassword(Buffer.from(this.#random.bytes(32)).toString('hex'), this.#random);
      const nobodys = await this.#nobodys;
      return (await verifyPassword(password, verifier ?? nobodys)) && verifier !== null;
    });
  }

  hash(password: string): Promise<string> {
    return this.#inTurn(() => hashPassword(password, this.#random));
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= bounds.admin.passwordsAtOnce) {
      if (this.#waiting.length >= bounds.admin.passwordsWaiting) throw new TooManyWait('too many passwords wait');
      // The place is handed over: nobody who comes later takes it.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
