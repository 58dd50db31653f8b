/** The place that mail goes to, as answers say it. */
import { z } from 'zod';

export const placeFields = {
  way: z.string().meta({ description: 'mailbox, group, mx, connector, no-upstream, capture or none' }),
  destination: z.string().meta({
    description: 'The mailbox, the domain, the outbound connector; empty: one of another organization here',
  }),
};
