/**
 * A question that a call has for the person, put by a dialog of the shell. The dialog is loaded after the page: a question that comes sooner waits
 * for it.
 */

/** A file that does not come in this time does not come. */
const LOADED_MS = 20_000;

export class Question<Asked extends object, Answer> {
  readonly #otherwise: Answer;
  #dialog = Promise.withResolvers<(asked: Asked) => Promise<Answer>>();

  /** @param otherwise the answer where there is no dialog. */
  constructor(otherwise: Answer) {
    this.#otherwise = otherwise;
  }

  async ask(asked: Asked): Promise<Answer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), LOADED_MS);
    });
    const dialog = await Promise.race([this.#dialog.promise, late]).finally(() => clearTimeout(timer));
    return dialog === null ? this.#otherwise : dialog(asked);
  }

  /** @returns the dialog is gone. */
  askedBy(dialog: (asked: Asked) => Promise<Answer>): () => void {
    this.#dialog.resolve(dialog);
    return () => {
      this.#dialog = Promise.withResolvers();
    };
  }
}
