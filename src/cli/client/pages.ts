/** Lists that come in pages. */
import { bounds } from '../../base/bounds.ts';
import { CliFailure } from '../terminal/failure.ts';

export interface Paged {
  /** From where the next page goes on; null, or absent in the answer of a server that knows no pages: this is the last. */
  readonly next?: string | null;
}

/** The next page's place; null: there is none. */
export const nextOf = ({ next = null }: Paged): string | null => next;

/**
 * Page by page, for as long as its reader goes on.
 * @throws CliFailure when the pages lead nowhere: a list that is not whole must not look as if it were.
 */
export async function* inPages<Page extends Paged>(
  pageAfter: (after: string | null) => Promise<Page>,
): AsyncGenerator<Page, void, undefined> {
  const asked = new Set<string | null>();
  for (let after: string | null = null; ; ) {
    asked.add(after);
    const page: Page = await pageAfter(after);
    yield page;
    after = nextOf(page);
    if (after === null) return;
    if (asked.has(after) || asked.size >= bounds.cli.listPages)
      throw new CliFailure(
        'the list has no end: its pages lead in a circle',
        'narrow the question, for instance with --limit',
      );
  }
}
