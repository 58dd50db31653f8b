/** What was added to objects since the first Doorpost stored them: the values that change nothing. Pure. */
import type { DirectoryObject, InboundConnector, Organization, OutboundConnector } from './directory.ts';

export const organizationDefaults: Pick<
  Organization,
  'deviceNetworks' | 'language' | 'alarmAddresses' | 'alarmWebhook'
> = { deviceNetworks: [], language: 'en', alarmAddresses: [], alarmWebhook: null };

export const inboundDefaults: Pick<InboundConnector, 'profile' | 'rewriting'> = { profile: 'strict', rewriting: null };

export const outboundDefaults: Pick<
  OutboundConnector,
  'senders' | 'devices' | 'service' | 'failover' | 'pace' | 'rewriting'
> = { senders: ['*'], devices: [], service: 'other', failover: [], pace: null, rewriting: null };

/** A stored object with the fields it lacks. */
export function completeObject(stored: DirectoryObject): DirectoryObject {
  switch (stored.kind) {
    case 'organization':
      return { ...organizationDefaults, ...stored };
    case 'inbound-connector':
      return { ...inboundDefaults, ...stored };
    case 'outbound-connector': {
      // Once every sign-in was by password, and none said so.
      const auth = stored.auth === null || 'kind' in stored.auth ? stored.auth : withKind(stored.auth);
      return { ...outboundDefaults, ...stored, auth };
    }
    default:
      return stored;
  }
}

const withKind = (auth: object): OutboundConnector['auth'] =>
  ({ kind: 'password', ...auth }) as OutboundConnector['auth'];
