import type { ReversePath } from '../../mail/address.ts';
import type { Rewriting } from '../../mail/device.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';

/** MAIL FROM as a rewriting has it. A report (`<>`) is never given a sender: whoever answers it would begin a loop. */
export function rewrittenPath(said: ReversePath, rewriting: Pick<Rewriting, 'reversePath'> | null): ReversePath {
  if (said === null || rewriting?.reversePath == null) return said;
  const parsed = parseMailbox(rewriting.reversePath, { smtputf8: true });
  return parsed.ok ? parsed.address : said;
}
