/**
 * `connector test`: does for real, in the foreground, what a delivery through this connector would do, and tells each step with what was
 * seen and the cure. The sign-in guard of deliveries is not asked: the administrator has just typed the password.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import { type QueuedMessage, type QueuedRecipient, untried } from '../../mail/delivery.ts';
import { replyText } from '../../mail/reply.ts';
import { createHash } from 'node:crypto';
import { type HopFailure, isOfSignIn, toldFailure } from '../answers/failure.ts';
import { type Found, finding, type StepName } from './finding.ts';
import { openSession } from '../session/open-session.ts';
import type { OpenSession, OpenSetting } from '../session/opening.ts';
import { rewritten } from '../content/rewritten.ts';
import { createSignInGuard } from '../session/sign-in-guard.ts';
import type { SmtpParts } from '../transfer/over-smtp.ts';
import { transfer, type Transferred, type TransferSetting } from '../transfer/transfer.ts';
import type { Targets } from '../transfer/try-targets.ts';
import type { Tell, TestMessage, TestResult } from './seen.ts';
import { ToldSteps } from './told-steps.ts';
import { inRow, Phrase, say } from '../../texts/phrase.ts';
import { again, type Words } from '../../texts/told.ts';
import { type ToldLine, line } from '../../mail/lines/said.ts';
import type { Cure } from '../../mail/remedy.ts';

/** Of a host that hangs, at whatever step. */
const SILENT = line`It takes the connection and says nothing: a firewall between, the wrong port (465 wants --tls wrapped), or a host under too much load`;

const NOT_TAKEN = line`The connection works, but this message was not taken: check sender, recipient and the rights of the sign-in`;

/** The connector, and where its mail for a domain goes. */
export interface TestedWay {
  readonly connector: OutboundConnector;
  targetsFor(domain: string): Targets;
}

export async function testOverSmtp(
  { open, ids, clock }: Pick<SmtpParts, 'open' | 'ids' | 'clock'>,
  { connector, targetsFor }: TestedWay,
  message: TestMessage,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: Tell },
): Promise<TestResult> {
  const told = new TestSteps(connector, signal, tell);
  const mail = testMail(message, open.heloName, ids, clock);
  if (mail instanceof Phrase) return told.over('message', mail);
  const stored = async function* (): AsyncGenerator<Uint8Array> {
    yield mail.content;
  };
  const anew = connector.rewriting === null ? null : await rewritten(mail.queued, connector.rewriting, stored);
  if (anew !== null && 'cause' in anew) return told.over('message', again(toldFailure(anew)));
  const queued = anew?.message ?? mail.queued;
  const sending: TransferSetting = {
    content: anew?.content ?? stored,
    sizeBytes: queued.content.sizeBytes,
    downgrade: () => Promise.resolve({ ok: false, why: { text: 'it has no 8-bit content' } }),
    success: 'relayed',
  };
  const setting: OpenSetting = { ...open, guard: createSignInGuard(clock), observe: told.note };
  const opened = await firstOpened(targetsFor(mail.recipient.address.domainKey), setting, told, signal);
  if (opened === null) return told.nobodyTook();
  const done = await transfer(opened, queued, [mail.recipient], sending, signal);
  if (done.sessionUsable) opened.session.quit();
  else opened.session.destroy();
  return told.answered(done, message.to, anew?.changes ?? []);
}

async function firstOpened(
  targets: Targets,
  setting: OpenSetting,
  told: TestSteps,
  signal: AbortSignal,
): Promise<OpenSession | null> {
  let tried = 0;
  for await (const target of targets.find(signal)) {
    if ('cause' in target) {
      told.nobody(target);
      continue;
    }
    if (++tried > bounds.deliver.hopsTested) break;
    const opened = await openSession(target, setting, signal);
    if (opened.ok) return opened.open;
    told.notOpened(opened.failure);
  }
  return null;
}

/** The findings of a test so far, each step with its cure. */
class TestSteps {
  readonly #connector: OutboundConnector;
  readonly #signal: AbortSignal;
  readonly #steps: ToldSteps;

  constructor(connector: OutboundConnector, signal: AbortSignal, tell: Tell) {
    this.#connector = connector;
    this.#signal = signal;
    this.#steps = new ToldSteps(tell);
  }

  readonly note = (what: StepName, ok: boolean, words: Words, cure?: HopFailure['cure']): void => {
    const isSilent = !ok && this.#signal.aborted;
    const found: Found = isSilent
      ? { what, ok, words: say`no answer within the time of a test (${words})`, cure: SILENT }
      : { what, ok, words, cure };
    this.#steps.add(finding(this.#connector, found));
  };

  over(what: StepName, words: Words, cure?: Cure): TestResult {
    this.note(what, false, words, cure);
    return { ok: false, steps: this.#steps.all };
  }

  /** There is nobody to connect to. */
  nobody(failure: HopFailure): void {
    this.note(isOfSignIn(failure) ? 'sign-in' : 'next hop', false, again(failure), failure.cure);
  }

  notOpened(failure: HopFailure): void {
    if (this.#steps.all.at(-1)?.outcome !== 'bad') this.note('session', false, again(failure), failure.cure);
  }

  answered({ outcomes, failure }: Transferred, to: string, changes: readonly ToldLine[]): TestResult {
    const [outcome] = outcomes;
    if (outcome?.action === 'relayed') {
      const said = outcome.reply === null ? 'yes' : replyText(outcome.reply);
      const accepted = say`accepted for ${to}: ${said}`;
      this.note('message', true, changes.length === 0 ? accepted : say`${accepted} (${inRow(changes.map(again))})`);
      return { ok: true, steps: this.#steps.all };
    }
    const why =
      outcome !== undefined && 'text' in outcome
        ? again(outcome)
        : failure === null
          ? say`no answer`
          : again(toldFailure(failure));
    return this.over('message', why, NOT_TAKEN);
  }

  nobodyTook(): TestResult {
    if (this.#steps.all.length > 0) return { ok: false, steps: this.#steps.all };
    return this.over('next hop', say`the connector has no next hop`, line`add a smart host`);
  }
}

/** The message that a test sends; a phrase says why there is nothing to send. */
export function testMail(
  message: TestMessage,
  host: string,
  ids: IdSource,
  clock: Clock,
): { readonly content: Uint8Array; readonly queued: QueuedMessage; readonly recipient: QueuedRecipient } | Phrase {
  const from = parseMailbox(message.from, { smtputf8: true });
  const to = parseMailbox(message.to, { smtputf8: true });
  if (!from.ok || !to.ok) return from.ok ? say`the recipient is no address` : say`the sender is no address`;
  const content = testContent(message, host, ids, clock);
  return {
    content,
    queued: testMessage(from.address, content, ids, clock),
    recipient: untried(0, { address: to.address }),
  };
}

function testContent(message: TestMessage, host: string, ids: IdSource, clock: Clock): Uint8Array {
  const date = new Date(clock.now()).toUTCString().replace('GMT', '+0000');
  return Buffer.from(
    `From: <${message.from}>\r\nTo: <${message.to}>\r\nSubject: Test of an outbound connector\r\nDate: ${date}\r\n` +
      `Message-ID: <${ids.queueId()}@${host}>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n` +
      `This message was sent by Doorpost on ${host} because an administrator tested an outbound connector.\r\n` +
      'That it has arrived means that the connector works.\r\n',
  );
}

function testMessage(
  from: QueuedMessage['reversePath'],
  bytes: Uint8Array,
  ids: IdSource,
  clock: Clock,
): QueuedMessage {
  const has8bit = bytes.some((octet) => octet > 0x7f);
  return {
    queueId: ids.queueId(),
    sessionId: null,
    organizationId: null,
    ingress: 'internal',
    connectorId: null,
    mailboxId: null,
    clientAddress: null,
    helo: null,
    receivedAt: clock.now(),
    reversePath: from,
    body: has8bit ? '8bitmime' : '7bit',
    smtputf8: has8bit,
    ret: null,
    envid: null,
    header: { messageId: null, subject: null, from: [], has8bit, headerHas8bit: has8bit },
    content: {
      kind: 'inline',
      bytes,
      sizeBytes: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  };
}
