/** Smart hosts that are this server itself: mail by them would go in a circle. Asked of DNS where a name does not say it. */
import { isDeepStrictEqual } from 'node:util';
import { bounds } from '../../base/bounds.ts';
import type { DirectoryEdit, OutboundConnector } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { canonicalAddress } from '../../mail/network/peer-address.ts';
import type { DirectoryProblem } from '../../policy/changes/directory-rules.ts';
import { doubtful, type Finding, wrong } from '../../policy/changes/findings.ts';
import type { ChangeRoom } from '../context.ts';
import { say } from '../../texts/phrase.ts';
import { again } from '../../texts/told.ts';

type Room = Pick<ChangeRoom, 'leadsBack' | 'gatewayAddresses'>;
type Host = Extract<OutboundConnector['route'], { kind: 'smart-hosts' }>['hosts'][number];

/** Of routes that are new or changed: what is stored so can still be switched off. */
export async function ownHostProblems(
  room: Room,
  view: DirectoryView,
  edits: readonly DirectoryEdit[],
): Promise<readonly DirectoryProblem[]> {
  const problems: DirectoryProblem[] = [];
  let asked = 0;
  for (const edit of edits) {
    if (edit.verb !== 'put' || edit.object.kind !== 'outbound-connector') continue;
    const { id, kind, name, route } = edit.object;
    if (route.kind !== 'smart-hosts' || isDeepStrictEqual(view.get(kind, id)?.route, route)) continue;
    for (const [index, host] of route.hosts.entries()) {
      if (++asked > bounds.admin.ownHostsAsked) return problems;
      const finding = await findingOf(room, host, `route.hosts.${index}`);
      if (finding !== null) problems.push({ ...finding, kind, name });
    }
  }
  return problems;
}

async function findingOf(
  { leadsBack, gatewayAddresses }: Room,
  { host, port }: Host,
  path: string,
): Promise<Finding | null> {
  if (leadsBack === undefined) return null;
  const back = await leadsBack(host, port);
  if (back !== null)
    return wrong(path, again(back), 'name the server that is to take the mail on, or another port of this machine');
  const isGateway = gatewayAddresses().some((one) => canonicalAddress(one) === canonicalAddress(host));
  // A port of ours as this machine sees it: by a gateway it may lead anywhere.
  if (!isGateway || (await leadsBack('127.0.0.1', port)) === null) return null;
  return doubtful(
    path,
    say`${host} is the gateway of this machine, and port ${port} one of our own: where it passes that port on to us, as to a container, mail would go in a circle`,
    'look with "upstream test" whether another server answers there, and name it by its own address if it has one',
  );
}
