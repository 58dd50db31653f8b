/**
 * The account that a connector uses at its next hop, for everything that is counted there: an account is an organization's, at a service, at a
 * host or token endpoint, under a name. Pure.
 */
import type { OutboundConnector } from '../../directory/objects.ts';
import { isByToken } from '../../directory/upstream.ts';

type Used = Pick<OutboundConnector, 'id' | 'organizationId' | 'service' | 'auth' | 'route'>;

/**
 * Connectors that give the same word share the account. "apikey" and "scanner" are names at many hosts, and of many customers at one:
 * they have nothing in common. Without a name the connector stands for itself.
 */
export function accountOf(connector: Used): string {
  const { id, organizationId, service, auth, route } = connector;
  const name = route.kind === 'graph' ? route.user : auth?.username;
  return name === undefined ? id : JSON.stringify([organizationId, service, placeOf(connector), name.toLowerCase()]);
}

/** The token endpoint knows the account; without tokens the first host does, on whatever port. Empty: no host is named. */
function placeOf({ auth, route }: Used): string {
  if (isByToken(auth)) return asUrl(auth.tokenEndpoint);
  if (route.kind === 'graph') return asUrl(route.endpoint);
  return route.kind === 'smart-hosts' ? (route.hosts[0]?.host.toLowerCase() ?? '') : '';
}

const asUrl = (text: string): string => (URL.canParse(text) ? new URL(text).href : text);

/** As accounts were called until 0.1.0, in notes that are still there after an upgrade. */
export const nameUntil010 = ({ id, service, auth, route }: Used): string =>
  route.kind === 'graph'
    ? `${service} ${route.user.toLowerCase()}`
    : auth === null
      ? id
      : `${service} ${auth.username.toLowerCase()}`;

/** Tells such a name by its form, which no other has: no id has a blank, no account of today begins without a bracket. */
export const isNameUntil010 = (name: string): boolean => /^[a-z0-9]+ /u.test(name);
