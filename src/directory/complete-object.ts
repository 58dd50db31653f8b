/** What was added to objects since the first Doorpost stored them: the values that change nothing. Pure. */
import type { DirectoryObject, InboundConnector, Organization, OutboundConnector } from './objects.ts';

export const organizationDefaults: Pick<
  Organization,
  'deviceNetworks' | 'language' | 'alarmAddresses' | 'alarmWebhook' | 'strangersInOwnName'
> = {
  deviceNetworks: [],
  language: 'en',
  alarmAddresses: [],
  alarmWebhook: null,
  strangersInOwnName: 'undecided',
};

export const inboundDefaults: Pick<InboundConnector, 'profile' | 'rewriting'> = { profile: 'strict', rewriting: null };

export const outboundDefaults: Pick<
  OutboundConnector,
  'senders' | 'devices' | 'service' | 'tlsMinimum' | 'failover' | 'pace' | 'rewriting'
> = {
  senders: ['*'],
  devices: [],
  service: 'other',
  tlsMinimum: 'TLSv1.2',
  failover: [],
  pace: null,
  rewriting: null,
};

/** A stored object with the fields it lacks. */
export function completeObject(stored: DirectoryObject): DirectoryObject {
  switch (stored.kind) {
    case 'organization':
      return completed(stored, organizationDefaults);
    case 'inbound-connector':
      return completed(stored, inboundDefaults);
    case 'outbound-connector': {
      // Once every sign-in was by password, and none said so.
      if (stored.auth === null || 'kind' in stored.auth) return completed(stored, outboundDefaults);
      return { ...completed(stored, outboundDefaults), auth: withKind(stored.auth) };
    }
    default:
      return stored;
  }
}

/** Nearly always nothing is missing, and a large directory is not copied for that. */
function completed<Stored extends object>(stored: Stored, defaults: Partial<Stored>): Stored {
  const missing = Object.entries(defaults).filter(([field]) => !Object.hasOwn(stored, field));
  return missing.length === 0 ? stored : { ...stored, ...Object.fromEntries(missing) };
}

const withKind = (auth: object): OutboundConnector['auth'] =>
  ({ kind: 'password', ...auth }) as OutboundConnector['auth'];
