import type { Log } from '../base/log.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import type { Store } from './store.ts';

/**
 * Keeps the snapshot in force as the store has it, whoever changed it. A change made here has mostly put its own snapshot in force by the time
 * it is told: then nothing is read. Returns how to stop.
 */
export function followDirectory(
  { directory: kept, onNews }: Pick<Store, 'directory' | 'onNews'>,
  live: LiveDirectory,
  log: Log,
): () => void {
  let told = live.current.revision;
  let reading = false;
  const read = async (): Promise<void> => {
    reading = true;
    try {
      for (let upTo = live.current.revision; upTo < told; ) {
        upTo = told;
        if (live.current.revision < upTo) live.replace(await kept.load());
      }
    } catch (error) {
      log.warn({ error: String(error) }, 'a changed directory could not be read; it is read with its next change');
    } finally {
      reading = false;
    }
  };
  return onNews((news) => {
    if (news.of !== 'directory') return;
    told = Math.max(told, news.revision);
    if (!reading) void read();
  });
}
