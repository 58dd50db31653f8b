/** Reads the PROXY header of a connection from a listed proxy, before anything else is done with it. */
import { assertNever } from '../../base/never.ts';
import { replies } from '../../mail/replies.ts';
import { canonicalAddress, coverage } from '../../mail/network/peer-address.ts';
import type { Deadline } from '../../base/deadline.ts';
import { readProxyHeader } from './proxy-header.ts';
import type { SessionLog } from '../record/session-record.ts';
import type { RoomParts } from '../room-parts.ts';
import { noMore, type Wire } from './wire.ts';

/** null: go on, the record names the client behind the proxy; else why the connection ends. */
export async function readProxied(
  around: RoomParts,
  wire: Wire,
  deadline: Deadline,
  log: SessionLog,
  waitMs: number,
): Promise<string | null> {
  const from = log.clientAddress;
  if (!around.settings.proxyFrom.some((network) => coverage(network, from) !== null)) return null;
  deadline.set(around.clock.monotonic() + waitMs);
  log.isPeerKnown = false;
  const header = await headerFrom(wire);
  if (header.kind === 'header' && header.client !== null) {
    log.clientAddress = canonicalAddress(header.client.address);
    log.clientPort = header.client.port;
  }
  log.isPeerKnown = true;
  switch (header.kind) {
    case 'none':
      return `no PROXY header came: ${header.why}`;
    case 'invalid':
      log.refuse(replies.notSmtp(), { stage: 'connect', reason: { kind: 'bad-proxy-header', why: header.why } });
      return `bad PROXY header: ${header.why}`;
    case 'header':
      // Behind the address: whoever watches is shown the session with this line.
      if (header.client !== null) log.transcript.note(`by proxy ${from}`);
      return null;
    default:
      return assertNever(header);
  }
}

type WholeHeader = Exclude<ReturnType<typeof readProxyHeader>, { readonly kind: 'incomplete' }>;

async function headerFrom(wire: Wire): Promise<WholeHeader | { readonly kind: 'none'; readonly why: string }> {
  let held: Buffer = Buffer.alloc(0);
  for (;;) {
    const heard = await wire.read();
    if (typeof heard === 'string') return { kind: 'none', why: noMore[heard] };
    // Bounded: a header that is too long is invalid.
    held = Buffer.concat([held, heard]);
    const header = readProxyHeader(held);
    if (header.kind === 'incomplete') continue;
    if (header.kind === 'header') wire.unread(held.subarray(header.length));
    return header;
  }
}
