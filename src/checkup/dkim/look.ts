/** The record of a DKIM key as the domain's own name servers show it; where none of them has it, as the resolver does, which follows aliases. */
import { bounds } from '../../base/bounds.ts';
import { dkimKeyName } from '../../directory/dkim-keys.ts';
import type { DkimKey } from '../../directory/objects.ts';
import { askNameServers, nameServersOf, shownAnswer, withoutText } from '../../dns/authoritative.ts';
import type { DnsAnswer, Resolver } from '../../dns/resolver.ts';
import type { DkimLook, DkimRecordState, DkimServerAnswer } from '../../mail/doors/dkim-health.ts';
import { publishedKey } from '../../screening/dkim/key-record.ts';

export async function lookAtKey(key: DkimKey, resolver: Resolver, signal: AbortSignal): Promise<DkimLook> {
  const name = dkimKeyName(key);
  const zone = await nameServersOf(key.domain, resolver, signal);
  const answers = 'none' in zone ? [] : await askNameServers(zone.servers, name, resolver, signal);
  const servers = answers.map(
    ({ server, address, txt }): DkimServerAnswer => ({ server, address, state: stateOf(key, txt), seen: seen(txt) }),
  );
  const state = together(servers.map((one) => one.state));
  if (state !== 'missing' && state !== 'unknown') return { state, servers };
  // An alias leads to another zone, which these servers do not have.
  const asked = stateOf(key, await resolver.txt(name, signal));
  return { state: asked === 'unknown' ? state : asked, servers };
}

function stateOf(key: DkimKey, answer: DnsAnswer<string>): DkimRecordState {
  if (answer.kind === 'failed') return 'unknown';
  return publishedKey(answer.kind === 'found' ? answer.records : [], key).state;
}

function seen(answer: DnsAnswer<string>): readonly string[] {
  if (answer.kind !== 'found') return [withoutText(answer)];
  return answer.records.slice(0, bounds.checkup.recordsShown).map(shownAnswer);
}

/** Servers that did not answer have no say. */
function together(states: readonly DkimRecordState[]): DkimRecordState {
  const known = states.filter((state) => state !== 'unknown');
  const [first = 'unknown'] = known;
  if (known.every((state) => state === first)) return first;
  return known.includes('published') ? 'partly' : (known.find((state) => state !== 'missing') ?? first);
}
