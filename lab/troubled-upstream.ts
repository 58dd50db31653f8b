/** An upstream in trouble, as delivery tells of it. */
import type { ObjectId } from '../src/base/id.ts';
import type { TroubledUpstream } from '../src/mail/doors/upstreams.ts';

export const troubled = (id: string, met: string, since = 5): TroubledUpstream => ({
  connectorId: id as ObjectId,
  kind: 'held',
  since,
  text: `${met}. Cure: mend it`,
  met: { text: met },
  helps: { cure: 'mend it' },
});
