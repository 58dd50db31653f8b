/** A message of our own to where the administrator says, followed through the queue to its end. */
import { bounds } from '../base/bounds.ts';
import { type Clock, sleep } from '../base/clock.ts';
import type { IdSource } from '../base/id.ts';
import { type Address, addressText } from '../mail/address.ts';
import type { CheckedPart, FollowedStory } from '../mail/doors/checkup.ts';
import type { Step, StepOutcome } from '../mail/step.ts';
import type { Rewriting } from '../mail/device.ts';
import type { Device, Organization } from '../directory/objects.ts';
import type { TraceEvent } from '../mail/trace-event.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import { routeRecipient } from '../policy/routing/routing.ts';
import { parseMailbox } from '../smtp/grammar/path.ts';
import { ownMessage } from '../store/own-message.ts';
import type { NewMessage, Spool } from '../store/store.ts';
import { notesOf } from './notes.ts';
import { line } from '../mail/lines/said.ts';
import { inRow, type Phrase, say } from '../texts/phrase.ts';
import { again } from '../texts/told.ts';

export interface TestMessageParts {
  readonly spool: Pick<Spool, 'accept'>;
  /** As whoever asks may read it. */
  readonly story: CheckedPart['story'];
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly hostName: string;
  /** A taken message is told of. */
  readonly accepted: (message: NewMessage) => void;
}

const LOOK_EVERY_MS = 300;

/** A device's part in a test. */
export interface AsDevice {
  readonly device: Device;
  readonly sender: string;
  /** Its own, or its connector's. */
  readonly rewriting: Rewriting | null;
}

/** @param device whose way it takes: with its sender, its rewriting, its upstreams. */
export async function* checkByMessage(
  parts: TestMessageParts,
  view: DirectoryView,
  organization: Organization | null,
  to: string,
  device: AsDevice | null,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  const note = notesOf(say`test message`);
  const parsed = parseMailbox(to, { smtputf8: true });
  const domain = view.domains.find(
    ({ organizationId, verified }) => organizationId === organization?.id && verified !== null,
  );
  if (!parsed.ok || organization === null || domain === undefined) {
    const seen = parsed.ok ? say`no verified domain to send from` : say`no address`;
    yield note('sent', to, seen, 'bad', parsed.ok ? { act: 'add-domain-to-send' } : 'write it as name@example.com');
    return;
  }
  const { clock, ids, hostName } = parts;
  const { reversePath: from, author } = sendersOf(device, domain.name);
  const whose = { organizationId: organization.id, reversePath: from, deviceId: device?.device.id ?? null };
  const queueId = ids.queueId();
  const now = clock.now();
  const messageId = `<${queueId}.check@${hostName}>`;
  const subject = `Test of the way from ${hostName}`;
  const text = `From: Doorpost <${author}>\r\nTo: <${addressText(parsed.address)}>\r\nSubject: ${subject}\r\nDate: ${new Date(now).toUTCString().replace('GMT', '+0000')}\r\nMessage-ID: ${messageId}\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nAn administrator of ${hostName} checks whether mail arrives. Nothing needs to be done.\r\n`;
  const message = ownMessage(
    {
      ...whose,
      queueId,
      receivedAt: now,
      header: { messageId, subject, from: [author], has8bit: false, headerHas8bit: false },
      events: [
        {
          at: now,
          kind: 'Receive',
          queueId,
          ordinal: null,
          ...line`Test message to ${to}, asked for by an administrator`,
        },
      ],
    },
    Buffer.from(text),
    [{ address: parsed.address, route: routeRecipient(view, parsed.address, whose) }],
    now,
  );
  await parts.spool.accept(message);
  parts.accepted(message);
  yield note('sent', say`from ${addressText(from)} to ${to}`, say`queued as ${queueId}`, 'good');
  const asked = say`the trace of ${queueId}`;
  const until = clock.monotonic() + bounds.checkup.testMessage;
  let told = 1;
  while (!signal.aborted) {
    const story = await parts.story(queueId);
    const events = (story?.events ?? []).filter(({ kind }) => kind !== 'Receive');
    for (const event of events.slice(told - 1))
      yield note(event.kind.toLowerCase(), asked, wordsOf(event), verdictOf(event));
    told = Math.max(told, events.length + 1);
    if (story !== null && hasEnded(story)) return;
    if (clock.monotonic() > until) {
      yield note('end', asked, say`not there yet`, 'unknown', { act: 'look-again-later', queueId });
      return;
    }
    await sleep(clock, LOOK_EVERY_MS, signal);
  }
}

/** The first end counts, and that nothing waits any more: what a group of another organization leads on to is not followed. */
const hasEnded = ({ rows, events }: FollowedStory): boolean =>
  events.some(({ kind }) => kind === 'Deliver' || kind === 'Send' || kind === 'Fail') ||
  rows.every(({ status }) => status !== 'Getting status' && status !== 'Pending');

function sendersOf(
  device: AsDevice | null,
  domain: string,
): { readonly reversePath: Address; readonly author: string } {
  const postmaster = { local: 'postmaster', domain, domainKey: domain };
  if (device === null) return { reversePath: postmaster, author: addressText(postmaster) };
  const { rewriting, sender } = device;
  const parsed = parseMailbox(rewriting?.reversePath ?? sender, { smtputf8: true });
  return { reversePath: parsed.ok ? parsed.address : postmaster, author: rewriting?.from ?? sender };
}

function wordsOf(event: TraceEvent): Phrase {
  const { reply, remoteHost, tls } = event;
  const parts = [
    ...(remoteHost === undefined ? [] : [say`at ${remoteHost}`]),
    ...(tls === undefined ? [] : [say`${tls}`]),
    ...(reply === undefined ? [] : [say`it said: ${reply}`]),
  ];
  return inRow([again(event), ...parts]);
}

function verdictOf({ kind }: TraceEvent): StepOutcome {
  if (kind === 'Fail') return 'bad';
  return kind === 'Defer' ? 'warning' : 'good';
}
