/** In whose name mail goes out, where that is not the sender's own: the same for connectors and devices. */
import { z } from 'zod';
import type { Rewriting } from '../../mail/device.ts';
import { anyAddress } from '../fields/values.ts';

export const rewriting = z.strictObject({
  reversePath: anyAddress.nullable().default(null),
  from: anyAddress.nullable().default(null),
  replyToOriginal: z.boolean().default(false),
}) satisfies z.ZodType<Rewriting>;
