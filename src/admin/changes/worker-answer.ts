/** The answers of a thread that reads what somebody sent: in bounded time, and in the memory that it was given. */
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { Problem } from '../http/problem.ts';

/** The next answer. @param within ms. Rejects with the Problem when there is none in time or memory. */
export async function workerAnswer<Answer>(worker: Worker, within: number, tooMuch: () => Problem): Promise<Answer> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(within)]);
  try {
    const ended = once(worker, 'exit', { signal }).then(() => Promise.reject(new Error('the thread has ended')));
    const [answer] = await Promise.race([once(worker, 'message', { signal }), ended]);
    return answer as Answer;
  } catch {
    throw tooMuch();
  } finally {
    done.abort();
  }
}
