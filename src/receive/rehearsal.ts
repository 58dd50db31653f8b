/**
 * A mail that has not been sent, taken through the real session: the same dialogue, the same facts of the peer, the same judgements as on the wire.
 * Only what would be kept or counted is put aside: the content goes nowhere, no limit is used up, nothing is recorded, and a sign-in is
 * taken for right without its password (the administrator who asks could set a new one). `doorpost explain` shows what comes of it.
 */
import { createHash } from 'node:crypto';
import type { ListenerSettings } from '../config/settings.ts';
import type { ContentRef, ContentWriter } from '../mail/content.ts';
import type { ProfileTraits } from '../mail/device.ts';
import type { Device } from '../directory/objects.ts';
import type { SeenRefusal, ToldLack } from '../mail/sighting.ts';
import type { Assumed } from '../mail/screening/assumed.ts';
import type { FiredRow } from '../mail/screening/screened.ts';
import type { Reply } from '../mail/reply.ts';
import type { Step } from '../mail/step.ts';
import type { Refusal, SessionRecord } from '../mail/trace-event.ts';
import { matchingConnectors, type Peer, type PeerCertificate } from '../policy/ingress/connector-match.ts';
import type { LimitUse } from '../policy/alarms/limit-alarms.ts';
import { limitsFor } from '../policy/limits.ts';
import { lacksOf, readRefusal } from '../policy/reasons/proposals.ts';
import { createServerDialogue } from '../smtp/server/server-dialogue.ts';
import type { NewMessage } from '../store/store.ts';
import { step } from '../texts/step.ts';
import { admitted, preferred } from './sign-in/authenticate.ts';
import { usesOf } from './limits/quotas.ts';
import { screeningOf } from './rehearse-screening.ts';
import { Session } from './session/session.ts';
import { SessionLog } from './record/session-record.ts';
import type { RoomParts } from './room-parts.ts';
import { UsageWindows } from './limits/usage-windows.ts';
import { NoSuchListener } from '../mail/doors/explanation.ts';
import type { ToldLine } from '../mail/lines/said.ts';

export interface MailFacts {
  /** Canonical, see `canonicalAddress`. */
  readonly clientAddress: string;
  readonly helo: string;
  /** Whether TLS is up; the implicit TLS port always has it. */
  readonly tls: boolean;
  readonly certificate: PeerCertificate | null;
  /** The name signed in with; null: nobody signs in. */
  readonly login: string | null;
  /** The address of MAIL FROM, without angle brackets; empty: the null reverse-path. */
  readonly from: string;
  /** The address that From in the header shows; null: the same. */
  readonly headerFrom: string | null;
  readonly to: readonly string[];
  /** Declared with SIZE; null: not. */
  readonly sizeBytes: number | null;
  /** Name or role of a listener; null: submission for who signs in, else the port 25 role. */
  readonly listener: string | null;
  readonly assumed: readonly Assumed[];
}

export interface Rehearsal {
  readonly listener: string;
  /** Whether TLS was up in the end. */
  readonly tls: boolean;
  /** The client's words (`asked`) and the replies (`text`); `facts.cause`: why it was refused, for the operator. */
  readonly steps: readonly Step[];
  /** Connectors that cover the peer; the sender's domain decides between them. */
  readonly connectors: readonly string[];
  readonly device: Device | null;
  readonly profile: ProfileTraits;
  /** As it would have been taken on; null: it was refused. */
  readonly message: NewMessage | null;
  /** As it would be stored: header with our fields on top, and the body. */
  readonly content: Uint8Array | null;
  readonly limits: readonly LimitUse[];
  /** Every row of screening that would apply. */
  readonly screening: readonly FiredRow[];
  /** By what right it would be taken, in words; null: it would not get as far. */
  readonly right: ToldLine | null;
  /** The subject of the refusal, and its cure; null: nothing was refused. */
  readonly refusal: SeenRefusal | null;
  /** Of each thing that was refused its own cause and cure, without those that only follow from one before. */
  readonly refusals: readonly RefusedStep[];
}

interface RefusedStep extends ToldLack {
  /** Whose RCPT it was, or as it was written; null: the refusal was of the whole message. */
  readonly recipient: string | null;
}

const BODY = 'A mail that was not sent.\r\n';

/** Never rejects for what the mail is; throws an Error in words for a listener that does not exist. */
export async function rehearse(
  around: RoomParts,
  listeners: readonly ListenerSettings[],
  facts: MailFacts,
): Promise<Rehearsal> {
  const listener = listenerOf(listeners, facts);
  const kept: { message: NewMessage | null; content: Buffer | null; record: SessionRecord | null } = {
    message: null,
    content: null,
    record: null,
  };
  const stage = staged(around, kept);
  const log = new SessionLog(
    {
      clock: around.clock,
      trace: { record: () => {} },
      observe: (observation) => {
        if (observation.kind === 'session') kept.record = observation.record;
      },
      budget: { take: () => true, takeNoMail: () => true },
      transcriptBytes: limitsFor(around.directory.current)('transcript'),
      ownerOf: () => null,
      unquoted: true,
    },
    around.ids.sessionId(),
    listener.name,
    facts.clientAddress,
    0,
  );
  const secured = listener.role === 'submissions';
  const peer: Peer = { address: facts.clientAddress, certificate: secured ? facts.certificate : null, tls: secured };
  if (secured) log.tls = 'TLS';
  const session = new Session(stage, listener, log, peer, '');
  const talk = new Talk(session, log);
  const door = refusedAtDoor(around, listener, facts, log);
  if (door === null) await converse(talk, session, log, facts, { secured });
  else talk.heard.push({ ...CONNECTS, reply: door, ok: false, refusals: 1 });

  const { transaction } = session;
  const connectors = matchingConnectors(around.directory.current, { ...peer, certificate: facts.certificate });
  const used = talk.seen ?? transaction;
  const limits = used === null ? [] : usesOf(around, used.mailbox, used.match?.connector ?? null, used.limits);
  const profile = session.profile;
  const device = used?.device ?? around.directory.current.deviceOf(facts.clientAddress, facts.login, null);
  const { settings } = around;
  const screening = screeningOf(
    around.directory.current,
    facts,
    connectors,
    { hosts: [settings.hostName, settings.serviceHost, settings.submissionHost], addresses: [] },
    around.clock.now(),
  );
  await session.end();
  log.began = true;
  log.end('rehearsed');
  const { message, content, record } = kept;
  return {
    listener: listener.name,
    tls: log.tls !== null,
    steps: stepsOf(talk.heard, record?.refusals ?? []),
    connectors: connectors.map(({ connector }) => connector.name),
    device,
    profile,
    message,
    content,
    limits,
    screening,
    right: used?.why ?? null,
    ...refusedIn(record),
  };
}

function refusedIn(record: SessionRecord | null): Pick<Rehearsal, 'refusal' | 'refusals'> {
  if (record === null) return { refusal: null, refusals: [] };
  return { refusal: readRefusal(record, { traced: false }), refusals: refusedSteps(record) };
}

function refusedSteps(record: SessionRecord): readonly RefusedStep[] {
  const lacks = lacksOf(record);
  return record.refusals.flatMap(({ stage, recipient }, index) => {
    const lack = lacks[index] ?? null;
    return lack === null ? [] : [{ ...lack, recipient: stage === 'rcpt' ? recipient : null }];
  });
}

function listenerOf(listeners: readonly ListenerSettings[], { listener, login }: MailFacts): ListenerSettings {
  const wanted = listener ?? (login === null ? 'relay' : 'submission');
  const found =
    listeners.find(({ name }) => name === wanted) ??
    listeners.find(({ role }) => role === wanted) ??
    (listener === null ? listeners[0] : undefined);
  if (found === undefined)
    throw new NoSuchListener(
      wanted,
      listeners.map(({ name }) => name),
    );
  return found;
}

/** The room's surroundings with everything that lasts replaced. */
function staged(around: RoomParts, kept: { message: NewMessage | null; content: Buffer | null }): RoomParts {
  const nothing = (): void => {};
  /** The share that this mail takes itself counts, as it would for real. */
  const own = new UsageWindows(around.clock);
  return {
    ...around,
    observe: nothing,
    screener: null,
    store: {
      trace: around.store.trace,
      unhealthyReason: () => around.store.unhealthyReason(),
      freeBytes: () => around.store.freeBytes(),
      usage: { place: async () => 0 },
      spool: {
        newContent: () => heldContent((content) => (kept.content = content)),
        accept: async (message) => {
          kept.message = message;
        },
      },
    },
    authenticator: {
      signIn: async ({ username }) => {
        const view = around.directory.current;
        const credential = preferred(view.credentialsFor(username));
        return credential === null ? { kind: 'wrong', why: 'no-such-name' } : admitted(view, credential);
      },
    },
    usage: {
      within: (subject, windowMs) => {
        const used = around.usage.within(subject, windowMs);
        const { messages, recipients } = own.within(subject, windowMs);
        return { messages: used.messages + messages, recipients: used.recipients + recipients };
      },
      reserve: (subject, taken) => own.reserve(subject, taken),
      add: nothing,
    },
    directMessages: {
      count: (key) => around.directMessages.count(key),
      reserve: () => nothing,
      add: () => ({ hourStart: 0, count: 0 }),
    },
    sends: new Map(around.sends),
    nearLimits: new Map(),
  };
}

function heldContent(done: (content: Buffer) => void): ContentWriter {
  const pieces: Buffer[] = [];
  return {
    write: (chunk) => {
      pieces.push(Buffer.from(chunk));
    },
    finish: async (): Promise<ContentRef> => {
      const bytes = Buffer.concat(pieces);
      done(bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { kind: 'inline', bytes, sizeBytes: bytes.byteLength, sha256 };
    },
    abort: async () => {},
  };
}

/** How many come at once, and how often: asked as for a real connection, and given back. */
function refusedAtDoor(
  around: RoomParts,
  listener: ListenerSettings,
  { clientAddress }: MailFacts,
  log: SessionLog,
): string | null {
  const peer: Peer = { address: clientAddress, certificate: null, tls: false };
  const [match] = listener.role === 'relay' ? matchingConnectors(around.directory.current, peer) : [];
  const entry = around.admission.enterFrom(clientAddress, match?.connector ?? null);
  if (entry.kind === 'entered') {
    entry.leave();
    return null;
  }
  return lineOf(log.refuse(entry.reply, { stage: 'connect', reason: entry.reason }));
}

/** The client's part. It goes on until it is refused; a refused recipient does not end it while another may be taken. */
async function converse(
  talk: Talk,
  session: Session,
  log: SessionLog,
  facts: MailFacts,
  { secured }: { readonly secured: boolean },
): Promise<void> {
  const greeted = (): Promise<boolean> => talk.say('EHLO', `EHLO ${facts.helo}`);
  if (secured) talk.dialogue.tlsStarted();
  if (!(await talk.hear())) return;
  if (!(await greeted())) return;
  if (facts.tls && !secured) {
    if (!(await talk.say('STARTTLS', 'STARTTLS'))) return;
    log.tls = 'TLS';
    await session.secured({ address: facts.clientAddress, certificate: facts.certificate, tls: true });
    talk.dialogue.tlsStarted();
    talk.configure();
    if (!(await greeted())) return;
  }
  if (facts.login !== null) {
    const proof = Buffer.from(`\0${facts.login}\0-`).toString('base64');
    if (!(await talk.say('AUTH', `AUTH PLAIN ${proof}`, `AUTH PLAIN (as ${facts.login})`))) return;
  }
  const size = facts.sizeBytes === null ? '' : ` SIZE=${facts.sizeBytes}`;
  if (!(await talk.say('MAIL', `MAIL FROM:<${facts.from}>${size}`))) return;
  let taken = 0;
  for (const recipient of facts.to) if (await talk.say('RCPT', `RCPT TO:<${recipient}>`)) taken++;
  if (taken === 0) return;
  if (!(await talk.say('DATA', 'DATA'))) return;
  talk.seen = session.transaction;
  const from = facts.headerFrom ?? (facts.from === '' ? '' : `<${facts.from}>`);
  const header = [...(from === '' ? [] : [`From: ${from}`]), `To: ${facts.to.join(', ')}`, 'Subject: rehearsal'];
  await talk.say('message', `${header.join('\r\n')}\r\n\r\n${BODY}.`, '(the message)');
}

/** Drives dialogue and session as a connection does. */
class Talk {
  readonly #session: Session;
  readonly #log: SessionLog;
  readonly dialogue;
  readonly heard: Heard[] = [];
  /** The transaction as it stood when content began. */
  seen: Session['transaction'] = null;

  constructor(session: Session, log: SessionLog) {
    this.#session = session;
    this.#log = log;
    this.dialogue = createServerDialogue(session.dialogueSettings());
  }

  configure(): void {
    this.dialogue.configure(this.#session.dialogueSettings());
  }

  /** Whether it was taken. @param shown instead of the line itself. */
  async say(what: string, line: string, shown = line): Promise<boolean> {
    this.configure();
    this.dialogue.feed(Buffer.from(`${line}\r\n`));
    return this.#answered({ what, said: shown });
  }

  hear(): Promise<boolean> {
    return this.#answered(CONNECTS);
  }

  async #answered(saying: Pick<Heard, 'what' | 'said'>): Promise<boolean> {
    let reply = '';
    let ok = false;
    for (let event = this.dialogue.next(); event !== null; event = this.dialogue.next()) {
      const action = await this.#session.handle(event, this.dialogue.takeHabits());
      if (action.kind !== 'reply') continue;
      this.configure();
      ok = action.reply.code < 400;
      // As written: a dialogue adds what it announces.
      const written = Buffer.from(this.dialogue.answer(action.reply)).toString().trimEnd();
      if (event.type === 'end-of-data' && ok) reply = lineOf({ ...action.reply, lines: [QUEUED] });
      else reply = written === '' ? lineOf(action.reply) : inOneLine(written.split('\r\n'));
    }
    this.heard.push({ ...saying, reply, ok, refusals: this.#log.refusals });
    return ok;
  }
}

/** Of several lines (EHLO) all but the greeting: what is offered. */
const inOneLine = (lines: readonly string[]): string =>
  lines.length < 2
    ? (lines[0] ?? '')
    : `${lines[0]?.slice(0, 3)} ${lines
        .slice(1)
        .map((line) => line.slice(4))
        .join(', ')}`;

const lineOf = ({ code, enhanced, lines }: Reply): string =>
  `${code} ${enhanced === null ? '' : `${enhanced} `}${lines.at(-1) ?? ''}`;

/** Nothing is queued that had a name. */
const QUEUED = 'Queued';
const CONNECTS = { what: 'connect', said: 'connects' } as const;

interface Heard {
  readonly what: string;
  readonly said: string;
  readonly reply: string;
  readonly ok: boolean;
  /** So many had been refused by then. */
  readonly refusals: number;
}

/** Each with the cause of the refusal that it brought about. */
const stepsOf = (heard: readonly Heard[], refused: readonly Refusal[]): readonly Step[] =>
  heard.map(({ what, said, reply, ok, refusals }) => {
    const cause = ok ? null : (refused[refusals - 1]?.cause ?? null);
    return step(what, ok ? 'good' : 'bad', reply, { asked: said, facts: { cause } });
  });
