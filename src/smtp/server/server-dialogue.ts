/**
 * The server's side of SMTP as a machine without I/O: octets in, events out; answers in, octets out. It knows the language and its order,
 * never who the peer is or where mail goes. It promises that no octet is read in two ways (a chunk refused is consumed, content ends in
 * one place only), that pipelined input waits for the answer before it, and that what it holds is bounded by its settings. It never
 * decides: every positive answer comes from the session.
 *
 * RFC 5321; 1870 SIZE, 2195 CRAM-MD5, 2920 PIPELINING, 3030 CHUNKING, 3207 STARTTLS, 3461 DSN, 4954 AUTH, 6152 8BITMIME, 6531 SMTPUTF8, 9422 LIMITS.
 */
import { assertNever } from '../../base/never.ts';
import { replies } from '../../mail/replies.ts';
import { isPositive, type Reply } from '../../mail/reply.ts';
import { beginExchange, continueExchange, type Exchange, type ExchangeAction } from './auth-exchange.ts';
import { lineText, oddText, splitCommand } from '../grammar/command.ts';
import { beginsContent, interpret, type CommandAction } from './command-table.ts';
import type { DialogueEvent, DialogueHabit, DialogueSettings, ServerDialogue } from './dialogue-events.ts';
import { earlyHabits, TLS_HANDSHAKE } from './early-habits.ts';
import { announcedExtensions } from './extensions.ts';
import { IncomingContent } from '../content/incoming-content.ts';
import { Input, lineLimits, type LineLimits } from '../grammar/lines.ts';
import { encodeReply } from '../grammar/reply-codec.ts';
import { SECRET, ShownLines } from './shown-lines.ts';

export function createServerDialogue(settings: DialogueSettings): ServerDialogue {
  return new Machine(settings);
}

type Fault = Extract<DialogueEvent, { type: 'fault' }>;

const NOTHING = Buffer.alloc(0);
class Machine implements ServerDialogue {
  #settings: DialogueSettings;
  #lineLimits: LineLimits;
  readonly #input = new Input();
  #phase: 'connect' | 'hello' | 'ready' | 'transaction' | 'closed' = 'connect';
  /** The event that waits for its answer; until then nothing is read. */
  #owed: DialogueEvent | null = null;
  /** The event that has to be told next, before more is read. */
  #following: DialogueEvent | null = null;
  #awaitsTls = false;
  #tls = false;
  #esmtp = false;
  #authenticated = false;

  #exchange: Exchange | null = null;
  readonly #lines = new ShownLines();
  #smtputf8 = false;
  #recipientsTried = 0;
  #recipients = 0;
  readonly #content: IncomingContent;
  /** Met since somebody asked. */
  #habits: DialogueHabit[] | null = null;
  /** The last command ended in a bare LF. */
  #speaksLf = false;
  /** DATA was refused, or what may have been meant as it, and no command has come since. */
  #dataRefused = false;
  /** MAIL or RCPT was said since the last message ended, well or not. */
  #begun = false;

  constructor(settings: DialogueSettings) {
    this.#settings = settings;
    this.#lineLimits = lineLimits(settings);
    this.#content = new IncomingContent(settings);
  }

  get authenticated(): boolean {
    return this.#authenticated;
  }

  get phase(): ServerDialogue['phase'] {
    return this.#content.flows ? 'content' : this.#phase;
  }

  get underWay(): ServerDialogue['underWay'] {
    return this.#content.isUnderWay ? 'message' : this.#input.isEmpty ? null : 'command';
  }

  get waitsForProperEnd(): boolean {
    return this.#speaksLf && this.#content.flows && this.#content.bareEndSeen;
  }

  get pipelined(): boolean {
    return this.#owed !== null && this.#input.hasLine;
  }

  configure(settings: DialogueSettings): void {
    this.#settings = settings;
    this.#lineLimits = lineLimits(settings);
    this.#content.configure(settings);
  }

  feed(bytes: Uint8Array): void {
    if (this.#phase !== 'closed' && !this.#awaitsTls) this.#input.append(bytes);
  }

  next(): DialogueEvent | null {
    const produced = this.#owed === null ? this.#produce() : null;
    const event = produced?.type === 'fault' ? this.#afterRefusedData(produced) : produced;
    if (event !== null && event.type !== 'fault') this.#dataRefused = false;
    if (event === null) this.#input.keep();
    else if (event.type !== 'content') this.#owed = event;
    return event;
  }

  takeHabits(): readonly DialogueHabit[] | null {
    const habits = this.#habits;
    this.#habits = null;
    return habits;
  }

  answer(reply: Reply): Uint8Array {
    const event = this.#owed;
    if (event === null || event.type === 'chunking') throw new Error('no answer is owed');
    this.#owed = null;
    const octets = this.#act(event, reply);
    if (reply.code === 421) this.#close();
    return octets;
  }

  acceptChunks(): void {
    this.#content.acceptChunks();
    this.#owed = null;
  }

  refuseChunks(reply: Reply): void {
    this.#content.refuseChunks(reply);
    this.#owed = null;
  }

  tlsStarted(): void {
    this.#input.clear(); // whoever sent it did not see TLS begin (RFC 3207 §4.2)
    this.#endTransaction();
    this.#tls = true;
    this.#awaitsTls = false;
    this.#esmtp = false;
    this.#authenticated = false;
    if (this.#phase !== 'connect') this.#phase = 'hello';
  }

  // -- reading

  #produce(): DialogueEvent | null {
    const following = this.#following;
    if (following !== null) {
      this.#following = null;
      return this.#ended(following);
    }
    if (this.#phase === 'closed' || this.#awaitsTls) return null;
    if (this.#phase === 'connect') return { type: 'connect' };
    if (this.#content.takesOctets) return this.#readContent();
    return this.#readLine(this.#phase);
  }

  #readLine(phase: 'hello' | 'ready' | 'transaction'): DialogueEvent | null {
    if (phase === 'hello' && !this.#tls && this.#input.bytes[0] === TLS_HANDSHAKE) {
      this.#met('tls-on-clear-port');
      return fault(replies.tlsOnClearPort(), '(a TLS handshake)', true);
    }
    const line = this.#input.takeLine(this.#lineLimits);
    if (line === null) return null;
    const exchange = this.#exchange;
    this.#exchange = null; // whatever is wrong with the line ends it
    switch (line.kind) {
      case 'endless':
        return fault(replies.lineTooLong(), '(a line without end)', true);
      case 'too-long':
        return this.#unread(replies.lineTooLong(), '(a line too long)', line.begins.toString('latin1'));
      case 'bare':
        this.#met('bare-commands');
        return this.#unread(replies.bareLineEnd(), '(a line ended by a bare LF)', line.bytes.toString('latin1'));
      case 'line':
        break;
      default:
        return assertNever(line);
    }
    this.#speaksLf = line.bare;
    if (line.bare) this.#met('bare-commands');
    if (line.doubled) this.#met('bare-line-ends');
    const text = lineText(line.bytes) ?? oddText(line.bytes, this.#settings);
    if (text?.includes('\r')) return this.#unread(replies.bareLineEnd(), '(a line with a bare CR)', text);
    if (exchange !== null) {
      const action = continueExchange(exchange, text ?? '', this.#settings);
      return this.#continueAuth(action, text === '*' ? '*' : SECRET, beginsContent(text ?? '', this.#settings, false));
    }
    if (text === null)
      return this.#unread(replies.unknownCommand(), '(neither ASCII nor UTF-8)', line.bytes.toString('latin1'));
    const command = splitCommand(text);
    if (/^(?:mail|rcpt)/iu.test(command.verb)) this.#begun = true;
    if (line.bytes.length > this.#settings.maxCommandLine && command.verb !== 'AUTH')
      return this.#unread(replies.lineTooLong(), '(a line too long)', text);
    return this.#take(interpret(command, this.#state(phase)));
  }

  /** A peer that says something other than a command where its content would stand, sends its content: the commands among it are not its own. */
  #afterRefusedData(event: Fault): Fault {
    const isNoCommand = event.reply.code === 500;
    const isContent = this.#dataRefused && isNoCommand;
    // A line that was too long or ended oddly is shown in brackets, and may have been a command.
    if (event.stage === 'data' || (isNoCommand && this.#begun && !event.line.startsWith('('))) this.#dataRefused = true;
    return isContent ? { ...event, closing: true } : event;
  }

  /** A line that is refused for its form, before it is understood. */
  #unread(reply: Reply, shown: string, text: string): Fault {
    return fault(reply, shown, beginsContent(text, this.#settings, this.#begun));
  }

  #state(phase: 'hello' | 'ready' | 'transaction'): Parameters<typeof interpret>[1] {
    return {
      phase,
      settings: this.#settings,
      esmtp: this.#esmtp,
      tls: this.#tls,
      authenticated: this.#authenticated,
      smtputf8: this.#smtputf8,
      recipientsTried: this.#recipientsTried,
      recipients: this.#recipients,
      chunking: this.#content.chunking,
      begun: this.#begun,
      pipelined: !this.#input.isEmpty,
    };
  }

  #take(action: CommandAction): DialogueEvent | null {
    switch (action.kind) {
      case 'event':
        if (action.habits) for (const habit of action.habits) this.#met(habit);
        return this.#lines.shown(action.event);
      case 'sasl':
        for (const habit of action.habits) this.#met(habit);
        return this.#continueAuth(
          beginExchange(action.mechanism, action.initial, this.#settings.cramChallenge, this.#settings),
          `AUTH ${action.mechanism}${action.initial === null ? '' : ` ${SECRET}`}`,
        );
      case 'chunk':
        this.#content.startChunk(action.octets, action.last, action.refusal);
        return this.#readContent();
      default:
        return assertNever(action);
    }
  }

  /** `line`: what was said, without its secrets. `begun`: it may have been meant as the beginning of content. */
  #continueAuth(action: ExchangeAction, line: string, begun = false): DialogueEvent {
    switch (action.kind) {
      case 'challenge':
        this.#exchange = action.exchange;
        return { type: 'challenge', reply: action.reply, line };
      case 'failed':
        this.#lines.authFailed();
        return { type: 'fault', reply: action.reply, stage: 'auth', line, closing: begun };
      case 'complete':
        return action.mechanism === 'CRAM-MD5'
          ? { type: 'auth', mechanism: action.mechanism, ...action.credentials, line }
          : { type: 'auth', mechanism: action.mechanism, ...action.credentials, line };
      default:
        return assertNever(action);
    }
  }

  #readContent(): DialogueEvent | null {
    const [event, following] = this.#content.read(this.#input);
    this.#following = following;
    if (event?.type === 'fault') this.#endTransaction();
    return event === null ? null : this.#ended(event);
  }

  /** Habits met in content are told beside its end: it is the message's. */
  #ended(event: DialogueEvent): DialogueEvent {
    if (event.type !== 'end-of-data') return event;
    if (this.#content.repaired) this.#met('bare-line-ends');
    if (this.#content.nulSeen) this.#met('nul');
    if (this.#content.endedBare) this.#met('bare-content-end');
    return event;
  }

  // -- answering

  #act(event: DialogueEvent, reply: Reply): Uint8Array {
    const good = isPositive(reply);
    switch (event.type) {
      case 'connect':
        return this.#greet(reply);
      case 'hello':
        return good ? this.#hello(event.verb, reply) : encodeReply(reply);
      case 'starttls':
        // Until TLS is up nothing is read; what came behind the command is dropped then.
        if (good) this.#awaitsTls = true;
        break;
      case 'auth':
        if (good) this.#authenticated = true;
        else this.#lines.authFailed();
        break;
      case 'mail':
        if (good) {
          this.#phase = 'transaction';
          this.#smtputf8 = event.parameters.smtputf8;
        }
        break;
      case 'rcpt':
        this.#recipientsTried++;
        if (good) this.#recipients++;
        break;
      case 'data':
        if (reply.code === 354) return this.#startData(reply);
        this.#lines.dataRefused();
        this.#dataRefused = true;
        // Octets behind it, now or later, may be content that nobody will take: they are never read as commands.
        if (this.#settings.earlyContent !== 'refuse') {
          this.#close();
          return encodeReply(reply);
        }
        break;
      case 'chunk':
        if (!good) this.#endTransaction();
        break;
      case 'end-of-data':
        this.#endTransaction();
        break;
      case 'rset':
        if (good) this.#endTransaction();
        break;
      case 'quit':
        this.#close();
        break;
      case 'fault':
        if (event.closing) this.#close();
        break;
      case 'challenge':
      case 'noop':
      case 'help':
      case 'vrfy':
      case 'content':
      case 'chunking':
        break;
      default:
        assertNever(event);
    }
    return encodeReply(reply);
  }

  #greet(reply: Reply): Uint8Array {
    if (!isPositive(reply)) {
      this.#close();
      return encodeReply(reply);
    }
    this.#phase = 'hello';
    if (this.#input.isEmpty) return encodeReply(reply);
    for (const habit of earlyHabits(this.#input.bytes)) this.#met(habit);
    this.#following = fault(replies.earlyTalker(), '(before the greeting)', true);
    return NOTHING;
  }

  #hello(verb: 'HELO' | 'EHLO', reply: Reply): Uint8Array {
    this.#endTransaction(); // RFC 5321 §4.1.4: as if RSET had been given
    this.#phase = 'ready';
    this.#esmtp = verb === 'EHLO';
    if (!this.#esmtp || reply.lines.length > 1) return encodeReply(reply);
    const extensions = announcedExtensions(this.#settings, { tls: this.#tls, authenticated: this.#authenticated });
    return encodeReply({ ...reply, enhanced: null, lines: [...reply.lines, ...extensions] });
  }

  #startData(reply: Reply): Uint8Array {
    if (!this.#input.isEmpty && this.#settings.earlyContent !== 'take') {
      this.#met('early-content');
      // It came while we were deciding, and is as illegal as if it had come at once.
      this.#following = { ...fault(replies.pipeliningViolation(), 'DATA', true), stage: 'data' };
      return NOTHING;
    }
    this.#content.startData(this.#speaksLf && this.#settings.bareLineFeed === 'lf' ? 'lf' : 'cr-lf');
    return encodeReply(reply);
  }

  #endTransaction(): void {
    if (this.#phase === 'transaction') this.#phase = 'ready';
    this.#smtputf8 = false;
    this.#recipientsTried = 0;
    this.#recipients = 0;
    this.#begun = false;
    this.#content.drop();
    this.#exchange = null;
  }

  #met(habit: DialogueHabit): void {
    this.#habits ??= [];
    if (!this.#habits.includes(habit)) this.#habits.push(habit);
  }

  #close(): void {
    this.#endTransaction();
    this.#phase = 'closed';
    this.#following = null;
    this.#input.clear();
  }
}

function fault(reply: Reply, line: string, closing = false): Fault {
  return { type: 'fault', reply, stage: 'command', line, closing };
}
