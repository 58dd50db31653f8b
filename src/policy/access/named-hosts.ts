/**
 * Hosts that mail and requests go to, by who named them. A name tells nothing of where it leads when it is used: so an object of which somebody
 * named a host who administers single organizations says that its hosts have to be public then. Pure.
 */
import type { DirectoryEdit, DirectoryObject, MailboxAccount, OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { isByToken } from '../../directory/upstream.ts';

/** Edits by somebody who administers single organizations, as they are kept. The same list where nothing is to be said. */
export function withNamedHosts(whole: DirectoryView, edits: readonly DirectoryEdit[]): readonly DirectoryEdit[] {
  const kept = edits.map((edit) => (edit.verb === 'put' ? marked(whole, edit) : edit));
  return kept.every((edit, index) => edit === edits[index]) ? edits : kept;
}

function marked(whole: DirectoryView, edit: Extract<DirectoryEdit, { verb: 'put' }>): DirectoryEdit {
  const { object } = edit;
  const namesOne = namesHost(whole.get(object.kind, object.id), object);
  return namesOne ? { ...edit, object: publicHostsOnly(object) } : edit;
}

/** Whether a host comes that was not there, or another service of it: behind another port or path is another one. */
function namesHost(before: DirectoryObject | null, after: DirectoryObject): boolean {
  // A new one may lead somewhere tomorrow.
  if (before === null && after.kind === 'outbound-connector') return true;
  const had = new Set(before === null ? [] : hostsOf(before));
  return hostsOf(after).some((host) => !had.has(host));
}

function hostsOf(object: DirectoryObject): readonly string[] {
  switch (object.kind) {
    case 'outbound-connector':
      return [...hostsOfRoute(object.route), ...hostsOfSignIn(object.auth)];
    case 'organization':
      return object.alarmWebhook === null ? [] : [object.alarmWebhook];
    case 'mailbox':
      return object.delivery.kind === 'lmtp' ? [lmtpPlace(object.delivery)] : [];
    default:
      return [];
  }
}

const hostsOfRoute = (route: OutboundConnector['route']): readonly string[] =>
  route.kind === 'smart-hosts'
    ? route.hosts.map(({ host, port }) => `${host.toLowerCase()} ${port}`)
    : route.kind === 'graph'
      ? [route.endpoint]
      : [];

function hostsOfSignIn(auth: OutboundConnector['auth']): readonly string[] {
  if (!isByToken(auth)) return [];
  const { tokenEndpoint } = auth;
  const deviceEndpoint = auth.kind === 'delegated' ? auth.deviceEndpoint : null;
  return deviceEndpoint === null ? [tokenEndpoint] : [tokenEndpoint, deviceEndpoint];
}

/** With what it says of its host: who writes a place anew without that names it. */
const lmtpPlace = (delivery: Extract<MailboxAccount['delivery'], { kind: 'lmtp' }>): string =>
  `${delivery.host.toLowerCase()} ${delivery.port}${delivery.publicHostsOnly === true ? '' : ' anywhere'}`;

function publicHostsOnly(object: DirectoryObject): DirectoryObject {
  switch (object.kind) {
    case 'outbound-connector':
    case 'organization':
      return object.publicHostsOnly ? object : { ...object, publicHostsOnly: true };
    case 'mailbox': {
      const { delivery } = object;
      return delivery.kind === 'lmtp' && delivery.publicHostsOnly !== true
        ? { ...object, delivery: { ...delivery, publicHostsOnly: true } }
        : object;
    }
    default:
      return object;
  }
}
