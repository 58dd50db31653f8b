import { after } from 'node:test';

/** One for all tests of a file that do not disturb each other, opened by the first of them and closed behind the last: a house takes a second to start. */
export function ofFile<T extends AsyncDisposable>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | null = null;
  after(async () => (await opened)?.[Symbol.asyncDispose]());
  return () => (opened ??= open());
}
