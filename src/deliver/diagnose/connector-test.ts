/**
 * `connector test`: does for real, in the foreground, what a delivery through this connector would do, and tells each step with what was
 * seen and the cure. The sign-in guard of deliveries is not asked: the administrator has just typed the password.
 */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { IdSource } from '../../base/id.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { QueuedMessage, QueuedRecipient } from '../../mail/delivery.ts';
import { replyText } from '../../mail/reply.ts';
import { createHash } from 'node:crypto';
import { shellWord } from '../../policy/shell-word.ts';
import { signInCommand } from '../../policy/upstreams/sign-in-command.ts';
import { stepOfFailure } from '../hops/no-target.ts';
import { type OpenSetting, openSession } from '../session/open-session.ts';
import { connectorTargets, type OutboundSetting } from '../transfer/outbound.ts';
import { rewritten } from '../content/rewritten.ts';
import { createSignInGuard } from '../session/sign-in-guard.ts';
import { transfer } from '../transfer/transfer.ts';

export interface TestStep {
  readonly step: string;
  readonly ok: boolean;
  readonly text: string;
}

export interface TestResult {
  readonly ok: boolean;
  readonly steps: readonly TestStep[];
}

const CURES: Readonly<Record<string, string>> = {
  connect: 'Check host and port of the connector, the firewall between, and whether the provider blocks port 25',
  greeting: 'The host answers but does not want us: its administrator can see why',
  hello: 'The host refused our name: check the host name setting',
  tls: 'Check the port: 465 wants wrapped, 587 and 25 want STARTTLS',
  token: 'Until there is a token nothing can be sent',
};

/** What a refused sign-in is about, where the provider's own words do not say it. */
function signInCure({ name, auth }: OutboundConnector, said: string): string {
  const set = `doorpost upstream set ${shellWord(name)}`;
  if (said.includes('offers no sign-in')) return '';
  if (auth === null || auth.kind === 'password')
    return 'Check name and password of the connector, and whether the provider wants an app password';
  // Whose words are known has its own advice on what a token stands on.
  if (said.includes('what helps: ')) return '';
  const who =
    auth.kind === 'delegated'
      ? `that the person who signed in may send as ${auth.username} and consented to the scope`
      : `that the application has the right to send mail, with consent, and may send as ${auth.username}`;
  const proof = auth.kind === 'delegated' ? signInCommand(name, auth) : `${set} --client-id ID --secret-stdin`;
  return `The token was given out, so application and secret are known to the provider. Check ${who}, and that sending by SMTP is allowed for that account; else set the sign-in again: ${proof}`;
}

/** Of a host that hangs, at whatever step. */
const SILENT =
  'It takes the connection and says nothing: a firewall between, the wrong port (465 wants --tls wrapped), or a host under too much load';

export async function testConnector(
  connector: OutboundConnector,
  message: { readonly from: string; readonly to: string },
  outbound: OutboundSetting,
  open: OpenSetting,
  ids: IdSource,
  clock: Clock,
  signal: AbortSignal,
): Promise<TestResult> {
  const steps: TestStep[] = [];
  const note = (step: string, ok: boolean, text: string, better?: string): void => {
    const isSilent = !ok && signal.aborted;
    const said = isSilent ? text.replace('given up', 'no answer within the time of a test') : text;
    const usual = step === 'sign-in' ? signInCure(connector, text) : CURES[step];
    const cure = ok ? '' : isSilent ? SILENT : (better ?? usual ?? '');
    steps.push({ step, ok, text: cure === '' ? said : `${said}. ${cure}` });
  };
  const mail = testMail(message, open.heloName, ids, clock);
  if (typeof mail === 'string') {
    note('message', false, mail);
    return { ok: false, steps };
  }
  const { content, recipient } = mail;
  const stored = async function* (): AsyncGenerator<Uint8Array> {
    yield content;
  };
  const anew = connector.rewriting === null ? null : await rewritten(mail.queued, connector.rewriting, stored);
  if (anew !== null && 'cause' in anew) {
    note('message', false, anew.text);
    return { ok: false, steps };
  }
  const queued = anew?.message ?? mail.queued;
  const changes = anew === null || anew.changes.length === 0 ? '' : ` (${anew.changes.join('; ')})`;
  const setting: OpenSetting = { ...open, guard: createSignInGuard(clock), observe: note };
  let tried = 0;
  for await (const target of connectorTargets(connector, recipient.address.domainKey, outbound, signal)) {
    if ('cause' in target) {
      const { step, cure } = stepOfFailure(connector, target);
      note(step === 'name' ? 'next hop' : step, false, target.text, cure);
      continue;
    }
    if (++tried > bounds.deliver.hopsTested) break;
    const opened = await openSession(target, setting, signal);
    if (!opened.ok) {
      if (steps.at(-1)?.ok !== false) note('session', false, opened.failure.text);
      continue;
    }
    const done = await transfer(
      opened.open,
      queued,
      [recipient],
      {
        content: anew?.content ?? stored,
        sizeBytes: queued.content.sizeBytes,
        downgrade: () => Promise.resolve({ ok: false, why: 'it has no 8-bit content' }),
        success: 'relayed',
      },
      signal,
    );
    if (done.sessionUsable) opened.open.session.quit();
    else opened.open.session.destroy();
    const outcome = done.outcomes[0];
    if (outcome?.action === 'relayed') {
      note(
        'message',
        true,
        `accepted for ${message.to}: ${outcome.reply === null ? 'yes' : replyText(outcome.reply)}${changes}`,
      );
      return { ok: true, steps };
    }
    const why = outcome !== undefined && 'text' in outcome ? outcome.text : (done.failure?.text ?? 'no answer');
    note(
      'message',
      false,
      `${why}. The connection works, but this message was not taken: check sender, recipient and the rights of the sign-in`,
    );
    return { ok: false, steps };
  }
  if (steps.length === 0) note('next hop', false, 'the connector has no next hop: add a smart host');
  return { ok: false, steps };
}

/** What a test sends; a string says why there is nothing to send. */
export function testMail(
  message: { readonly from: string; readonly to: string },
  host: string,
  ids: IdSource,
  clock: Clock,
): { readonly content: Uint8Array; readonly queued: QueuedMessage; readonly recipient: QueuedRecipient } | string {
  const from = parseMailbox(message.from, { smtputf8: true });
  const to = parseMailbox(message.to, { smtputf8: true });
  if (!from.ok || !to.ok) return `the ${from.ok ? 'recipient' : 'sender'} is no address`;
  const content = testContent(message, host, ids, clock);
  const recipient: QueuedRecipient = {
    ordinal: 0,
    address: to.address,
    notify: null,
    orcpt: null,
    via: [],
    attempts: 0,
    delayedSince: null,
    delayNoticeAt: null,
    lastReply: null,
    pinnedRoute: null,
  };
  return { content, queued: testMessage(from.address, content, ids, clock), recipient };
}

function testContent(
  message: { readonly from: string; readonly to: string },
  host: string,
  ids: IdSource,
  clock: Clock,
): Uint8Array {
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
