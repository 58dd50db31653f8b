/** In whose name mail goes out: the same options for connectors and devices. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { given } from '../../base/given.ts';
import type { rewriting } from '../../directory/kinds/rewriting.ts';
import { onOff } from '../terminal/arguments.ts';

export interface RewritingOptions {
  readonly rewriteFrom?: string;
  readonly rewriteReversePath?: string;
  readonly replyToOriginal?: boolean;
}

type RewritingSaid = z.input<typeof rewriting>;

export const addRewritingOptions = (command: Command): Command =>
  command
    .option('--rewrite-from <address>', 'put this address into From, keep the name; none ends all rewriting')
    .option('--rewrite-reverse-path <address>', 'send with this envelope sender (MAIL FROM)')
    .option('--reply-to-original <on|off>', 'answers go to the address that stood in From (off)', onOff);

/** For the API. undefined: as it was; one change sets all of it. */
export function rewritingOf(chosen: RewritingOptions): RewritingSaid | null | undefined {
  const { rewriteFrom, rewriteReversePath, replyToOriginal } = chosen;
  if (rewriteFrom === 'none') return null;
  if (rewriteFrom === undefined && rewriteReversePath === undefined && replyToOriginal === undefined) return undefined;
  return given({ from: rewriteFrom, reversePath: rewriteReversePath, replyToOriginal });
}
