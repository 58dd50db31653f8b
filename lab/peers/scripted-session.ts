/**
 * A session without judgement of its own, to play the bare machine: ours is ours.test, `unknown@` and `refused@` are refused, the only
 * login is printer / rightpw. It keeps what it wrote and what it accepted.
 */
import { createHmac } from 'node:crypto';
import { replies } from '../../src/mail/replies.ts';
import type { Reply } from '../../src/mail/reply.ts';
import type { ContentFault, DialogueEvent, DialogueSettings } from '../../src/smtp/server/dialogue-events.ts';
import { createServerDialogue } from '../../src/smtp/server/server-dialogue.ts';

export const ordinarySettings: DialogueSettings = {
  hostName: 'mx.ours.test',
  starttls: true,
  dsn: true,
  authMechanisms: ['PLAIN', 'LOGIN'],
  authAnnounced: ['PLAIN', 'LOGIN'],
  authRefusal: replies.mustStartTls(),
  maxMessageBytes: 1_048_576,
  maxRecipients: 1000,
  bareLineFeed: 'reject',
  senderInstead: () => null,
  hello: 'strict',
  addresses: 'strict',
  earlyContent: 'refuse',
  cramChallenge: () => '<1896.697170952@mx.ours.test>',
  maxCommandLine: 2048,
  maxAuthLine: 12_288,
  maxUnfinishedLine: 65_536,
  maxContentLine: 998,
};

export interface Played {
  /** Whole replies, each with its lines joined by CRLF. */
  readonly replies: readonly string[];
  readonly messages: readonly string[];
  readonly recipients: readonly string[];
  readonly closed: boolean;
  /** Every event as text, neighbouring content joined. */
  readonly events: readonly string[];
}

export class ScriptedSession {
  readonly #dialogue;
  #written = '';
  #content: Buffer[] = [];
  readonly #messages: string[] = [];
  #recipients: string[] = [];
  readonly #events: string[] = [];

  constructor(settings: DialogueSettings) {
    this.#dialogue = createServerDialogue(settings);
  }

  get played(): Played {
    return {
      replies: this.#written
        .split(/(?<=^\d{3} .*\r\n)/m)
        .map((reply) => reply.trimEnd())
        .filter(Boolean),
      messages: this.#messages,
      recipients: this.#recipients,
      closed: this.#dialogue.phase === 'closed',
      events: this.#events,
    };
  }

  feed(octets: Uint8Array): void {
    const lent = Buffer.from(octets); // overwritten below: whatever the machine still needs it must have copied
    this.#dialogue.feed(lent);
    this.run();
    lent.fill(0x58);
  }

  run(): void {
    for (let event = this.#dialogue.next(); event !== null; event = this.#dialogue.next()) {
      this.#note(event);
      if (event.type === 'content') this.#content.push(Buffer.from(event.bytes));
      else if (event.type === 'chunking') this.#dialogue.acceptChunks();
      else this.#written += Buffer.from(this.#dialogue.answer(this.#reply(event))).toString();
    }
  }

  #note(event: DialogueEvent): void {
    if (event.type === 'content') return;
    const content =
      event.type === 'end-of-data' && event.fault === null ? Buffer.concat(this.#content).toString('latin1') : '';
    this.#events.push(JSON.stringify(event) + content);
  }

  #reply(event: Exclude<DialogueEvent, { type: 'content' | 'chunking' }>): Reply {
    switch (event.type) {
      case 'connect':
        return replies.greeting('mx.ours.test');
      case 'hello':
        return replies.hello('mx.ours.test');
      case 'starttls':
        return replies.readyForTls();
      case 'challenge':
      case 'fault':
        return event.reply;
      case 'auth':
        return event.username === 'printer' &&
          (event.mechanism === 'CRAM-MD5'
            ? event.digest === createHmac('md5', 'rightpw').update(event.challenge).digest('hex')
            : event.password === 'rightpw' && event.authorization === '')
          ? replies.authSucceeded()
          : replies.wrongCredentials();
      case 'mail':
        this.#content = [];
        this.#recipients = [];
        return event.reversePath?.local === 'refused' ? replies.domainNotVerified('x.test') : replies.senderOk();
      case 'rcpt': {
        const { domainKey, local } = event.recipient.address;
        if (domainKey !== 'ours.test' && domainKey !== '') return replies.relayDenied('no connector for this address');
        if (local === 'unknown' || /[%!@]/.test(local)) return replies.unknownRecipient();
        this.#recipients.push(`${local}@${domainKey}`);
        return replies.recipientOk();
      }
      case 'data':
        return replies.startMailInput();
      case 'chunk':
        return replies.chunkOk(event.octets);
      case 'end-of-data':
        return this.#received(event.fault);
      case 'rset':
        this.#content = [];
        return replies.ok();
      case 'noop':
        return replies.noop();
      case 'help':
        return replies.help();
      case 'vrfy':
        return event.verb === 'VRFY' ? replies.cannotVerify() : replies.expnRefused();
      case 'quit':
        return replies.goodbye('mx.ours.test');
    }
  }

  #received(fault: ContentFault | null): Reply {
    const content = Buffer.concat(this.#content).toString('latin1');
    this.#content = [];
    switch (fault) {
      case null:
        this.#messages.push(content);
        return replies.queued('0');
      case 'nul':
        return replies.nul();
      case 'bare-line-feed':
        return replies.bareLineFeed();
      case 'too-large':
        return replies.tooLarge(1_048_576);
      case 'line-too-long':
        return replies.contentLineTooLong(998);
    }
  }

  /** TLS is up, as far as the machine can tell. */
  startTls(): void {
    this.#dialogue.tlsStarted();
    this.run();
  }
}
