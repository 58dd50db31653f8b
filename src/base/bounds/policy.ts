import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const policyBounds = {
  domainsShown: bound(1_000, 'count', 'domains that From and Sender of one message may be taken to show', 'counts as showing an own one: 550 5.7.68 where it goes on'),
  unreadableShown: bound(4_096, 'characters', 'a From or Sender without a clear reading', 'counts as showing an own domain: 550 5.7.68 where it goes on'),
  deliveredToFields: bound(100, 'count', 'Delivered-To fields of one message', '554 5.4.6'),
  reachesKept: bound(100, 'count', 'groups and forwarding mailboxes of which it is kept where they lead', 'all are followed anew'),
  addressesFollowed: bound(10_000, 'count', 'addresses that groups and forwarding of one recipient are followed through', 'somebody is taken for granted; what has to be known of all of them is refused'),
  failovers: bound(5, 'count', 'outbound connectors that take over for one', 'the rest are not tried'),
  tellingsAnHour: bound(6, 'count', 'mails about alarms to one organization in an hour', 'wait, and share the next one'),
  alarmsInFull: bound(20, 'count', 'alarms that one mail tells in full', 'the rest are counted'),
  label: bound(63, 'octets', 'one label of a name that we make (RFC 1035 §2.3.4)', 'shortened with a hash'),
  retry: bound(60 * 60_000, 'ms', 'the wait before the next attempt, whatever a next hop asks for', 'tried again then'),
  lanePause: bound(4 * 60_000, 'ms', 'the pause of a destination in trouble', 'tried again then'),
  deviceAddresses: bound(16, 'count', 'addresses one device was seen at', 'the oldest is forgotten'),
  deviceHabits: bound(32, 'count', 'habits kept of one device', 'the rest are left out'),
  deviceMechanisms: bound(8, 'count', 'mechanisms a device was seen to sign in with', 'the rest are left out'),
  seenText: bound(128, 'characters', 'what a peer calls itself, as it is kept', 'cut'),
  problemsTold: bound(1_000, 'count', 'what is wrong with one change, and as many things that are doubtful', 'the rest are counted'),
  devicesNamed: bound(10, 'count', 'devices that one warning names', 'the rest are counted'),
  dependantsNamed: bound(10, 'count', 'dependants that a refused removal names', 'the rest are counted'),
  mechanismShown: bound(20, 'characters', 'a mechanism a peer named (RFC 4422 §3.1)', 'cut'),
  neighboursNamed: bound(20, 'count', 'networks of other connectors that a connector is warned of', 'that there are more is said once'),
  lentDomainsNamed: bound(5, 'count', 'internal-relay domains that the alarm about own names names', 'the rest are counted'),
  firstOctets: bound(4, 'octets', 'the first octets of a peer that an explanation shows', 'cut'),
  certificateNamesShown: bound(3, 'count', 'names of a client certificate that a refusal shows', 'the rest are left out'),
  namesShown: bound(120, 'characters', 'these names together', 'cut'),
};
