/** Whether a connector still leads where it led, in the same manner: what was learned of another way says nothing of this one. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { OutboundConnector } from '../../directory/objects.ts';

const ways = [
  ...['route', 'publicHostsOnly', 'service', 'tls', 'tlsName', 'tlsMinimum', 'clientCertificate', 'auth'],
] as const;

/** @param learnedOf null: it is not known any more. */
export const isSameWay = (learnedOf: OutboundConnector | null, now: OutboundConnector | null): boolean =>
  learnedOf === null ||
  now === null ||
  learnedOf === now ||
  ways.every((each) => isDeepStrictEqual(learnedOf[each], now[each]));
