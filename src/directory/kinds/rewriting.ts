/** In whose name mail goes out, where that is not the sender's own: the same for connectors and devices. */
import { z } from 'zod';
import type { Rewriting } from '../../mail/device.ts';
import { field } from '../fields/field.ts';
import { anyAddress } from '../fields/values.ts';

export const rewriting = z.strictObject({
  reversePath: field(anyAddress.nullable().default(null), { help: 'the envelope sender', cell: 'rewrite_sender' }),
  from: field(anyAddress.nullable().default(null), { help: 'the address in From', cell: 'rewrite_from' }),
  replyToOriginal: field(z.boolean().default(false), {
    help: 'answers go to the sender as it was',
    cell: 'reply_to_original',
  }),
}) satisfies z.ZodType<Rewriting>;
