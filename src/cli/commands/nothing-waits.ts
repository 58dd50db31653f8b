/** An empty waiting list: only what lies in a device network waits, so those are told that were refused lately and lie in none. */
import { organizations } from '../../admin/contracts/organizations.ts';
import { trace } from '../../admin/contracts/trace.ts';
import { bounds } from '../../base/bounds.ts';
import { listed } from '../../base/listed.ts';
import { isPrivate } from '../../mail/network/address-ranges.ts';
import { coverage } from '../../mail/network/peer-address.ts';
import type { TraceStatus } from '../../mail/trace-event.ts';
import { blank, command } from '../../texts/command.ts';
import { type Phrase, say } from '../../texts/phrase.ts';
import type { Context } from '../context.ts';
import { counted } from '../questions/consent.ts';

/** null: there is nothing to be said, or this person may not read it. */
export async function whyNothingWaits(context: Context): Promise<Phrase | null> {
  const { client, organization } = context;
  // Of all organizations: an address in no network is nobody's yet.
  const all = await counted(client.all(organizations.list, { query: {} }));
  if (all === null) return null;
  const asked = organization.organization?.toLowerCase();
  const ours = all.filter(({ id, name }) => asked === undefined || [id, name].some((is) => is.toLowerCase() === asked));
  const outside = await refusedOutside(context, all);
  const [only] = ours;
  const name = ours.length === 1 && only !== undefined ? only.name : blank('organization');
  const cure = say`${command`org set ${name} ${['--add-device-network', blank('network')]}`}`;
  if (ours.every(({ deviceNetworks }) => deviceNetworks.length === 0))
    return say`${refusedText(outside)}No device network is set, so nothing can wait. To set one: ${cure}`;
  return outside.length === 0 ? null : say`${refusedText(outside)}If devices are there: ${cure}`;
}

interface Networks {
  readonly deviceNetworks: readonly string[];
}

/** Private addresses that were refused lately and lie in none of the networks. Of the public ones nearly all are strangers. */
async function refusedOutside({ client }: Context, all: readonly Networks[]): Promise<string[]> {
  const networks = all.flatMap(({ deviceNetworks }) => deviceNetworks);
  const status = 'Rejected' satisfies TraceStatus;
  const query = { status, since: '7d', limit: String(bounds.admin.page) };
  const found = await counted(client.ask(trace.search, { query }));
  const addresses = (found?.rows ?? []).flatMap(({ clientAddress }) => clientAddress ?? []);
  const isOutside = (address: string): boolean => networks.every((network) => coverage(network, address) === null);
  return [...new Set(addresses)].filter((address) => isPrivate(address) && isOutside(address));
}

function refusedText(addresses: readonly string[]): string {
  const count = addresses.length;
  if (count === 0) return '';
  const named = listed(addresses.slice(0, bounds.policy.devicesNamed), count);
  return `In the last 7 days ${count === 1 ? '1 private address was' : `${count} private addresses were`} refused that lie${count === 1 ? 's' : ''} in no device network: ${named}. `;
}
