/** The common part of every transport that speaks SMTP or LMTP: a message, in the form its recipients get it, to targets in their order. */
import type { Clock } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import type { LiveDirectory } from '../../directory/live-directory.ts';
import type { Outcome, RoutedDelivery } from '../../mail/delivery.ts';
import type { Rewriting } from '../../mail/device.ts';
import { outcomeOfFailure } from '../answers/failure.ts';
import type { Workshop } from '../content/mime/workshop.ts';
import { outgoing, sendByFields } from '../content/outgoing.ts';
import { type Rewritten, rewritten } from '../content/rewritten.ts';
import type { StoredContent } from '../content/stored-content.ts';
import type { Signer } from '../signing/signer.ts';
import type { Prober } from '../diagnose/probe.ts';
import type { Connections } from '../session/connections.ts';
import { signalsOf } from '../attempt-signals.ts';
import type { OpenSetting } from '../session/opening.ts';
import type { OutboundSetting } from './outbound.ts';
import type { TransferSetting } from './transfer.ts';
import { type Targets, tryTargets } from './try-targets.ts';

export interface SmtpParts {
  readonly directory: LiveDirectory;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly connections: Connections;
  readonly content: StoredContent;
  readonly workshop: Workshop;
  readonly outbound: OutboundSetting;
  readonly open: OpenSetting;
  readonly prober: Prober;
  readonly signer: Signer;
}

interface Leg {
  readonly targets: Targets;
  readonly success: TransferSetting['success'];
  /** The content that goes out instead of the one that was accepted. */
  readonly anew?: Pick<Rewritten, 'content' | 'variant'>;
  /** Fields that stand on top of all others; absent: none. */
  readonly onTop?: string;
}

export function overSmtp(
  { directory, content, workshop, connections, outbound, signer }: SmtpParts,
  delivery: RoutedDelivery,
  { targets, success, anew, onTop = '' }: Leg,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const { message, recipients, place } = delivery;
  const ref = message.content;
  const stored = anew?.content ?? ((): AsyncIterable<Uint8Array> => content(message, signal));
  const isWhole = ref.kind === 'inline' && ref.bytes.byteLength === ref.sizeBytes;
  const inMemory = isWhole && anew === undefined ? ref.bytes : null;
  const { begin, answer } = signalsOf(delivery, signal);
  const whole = { message, stored, inMemory, variant: anew?.variant ?? '', success };
  const sign = signer.signs(message, anew !== undefined);
  const more = { answered: answer, ...(sign !== null && { sign }) };
  const house = { view: directory.current, hostName: outbound.hostName };
  return sendByFields(house, message, recipients, (company, fields) => {
    const all = onTop === '' ? fields : Buffer.concat([Buffer.from(onTop), fields]);
    const transfer = { ...outgoing(whole, all, workshop), ...more };
    return tryTargets({ message, recipients: company, targets, transfer, place }, connections, begin);
  });
}

/** The delivery as a connector has it rewritten; what was changed is told with each outcome. */
export async function withRewriting(
  parts: Pick<SmtpParts, 'content'>,
  delivery: RoutedDelivery,
  rewriting: Rewriting,
  send: (delivery: RoutedDelivery, anew: Rewritten) => Promise<readonly Outcome[]>,
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const { message, recipients } = delivery;
  const anew = await rewritten(message, rewriting, () => parts.content(message, signal));
  if ('cause' in anew) return recipients.map((one) => outcomeOfFailure(one, anew));
  const outcomes = await send({ ...delivery, message: anew.message }, anew);
  return outcomes.map((outcome) => ({ ...outcome, changes: [...anew.changes, ...(outcome.changes ?? [])] }));
}
