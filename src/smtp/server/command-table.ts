/**
 * The meaning of a command where the conversation stands: grammar and order (RFC 5321 §4.1.1, §4.1.4, and the extensions' own), nothing
 * else. Pure; the machine in `server-dialogue.ts` keeps the state and acts on the answer.
 */
import { addressText, type ReversePath } from '../../mail/address.ts';
import { orTolerant, replies } from '../../mail/replies.ts';
import type { Reply } from '../../mail/reply.ts';
import { type Command, hasControl, isWebVerb } from '../grammar/command.ts';
import type { AuthMechanism } from '../../mail/device.ts';
import type { DialogueEvent, DialogueHabit, DialogueSettings } from './dialogue-events.ts';
import { isAsciiText, isHelloName } from '../grammar/domain.ts';
import { afterKeyword, behindAnyPath, tidyPath } from '../grammar/lenient-path.ts';
import { parseMailParameters, parseRcptParameters } from '../grammar/parameters.ts';
import { parseForwardPath, parseReversePath } from '../grammar/path.ts';

/** The state of the conversation. */
export interface DialogueState {
  readonly phase: 'hello' | 'ready' | 'transaction';
  readonly settings: DialogueSettings;
  /** EHLO was the greeting, so that extensions are in force. */
  readonly esmtp: boolean;
  readonly tls: boolean;
  readonly authenticated: boolean;
  /** MAIL said SMTPUTF8. */
  readonly smtputf8: boolean;
  /** RCPT commands answered in this transaction, and how many of them well. */
  readonly recipientsTried: number;
  readonly recipients: number;
  /** A message is being sent in chunks. */
  readonly chunking: boolean;
  /** MAIL or RCPT was said for the next message, well or not: its content may come. */
  readonly begun: boolean;
  /** Input already waits behind this command. */
  readonly pipelined: boolean;
}

export type CommandAction =
  | { readonly kind: 'event'; readonly event: DialogueEvent; readonly habits?: readonly DialogueHabit[] }
  | {
      readonly kind: 'sasl';
      readonly mechanism: AuthMechanism;
      readonly initial: string | null;
      readonly habits: readonly DialogueHabit[];
    }
  /** `octets` follow; with a refusal they are only consumed. */
  | { readonly kind: 'chunk'; readonly octets: number; readonly last: boolean; readonly refusal: Reply | null };

type Stage = Extract<DialogueEvent, { type: 'fault' }>['stage'];

export function interpret(command: Command, state: DialogueState): CommandAction {
  const { verb, argument } = command;
  switch (verb) {
    case 'EHLO':
    case 'HELO':
      return hello(verb, command, state);
    case 'MAIL':
      return mail(command, state);
    case 'RCPT':
      return rcpt(command, state);
    case 'DATA':
      return data(command, state);
    case 'BDAT':
      return bdat(command, state);
    case 'STARTTLS':
      return starttls(command, state);
    case 'AUTH':
      return auth(command, state);
    case 'RSET':
      return argument === '' ? event({ type: 'rset' }) : takesNoArgument(command);
    case 'QUIT':
      return argument === '' ? event({ type: 'quit' }) : takesNoArgument(command);
    case 'NOOP':
      return event({ type: 'noop' });
    case 'HELP':
      return event({ type: 'help' });
    case 'VRFY':
    case 'EXPN':
      if (argument === '' || hasControl(argument)) return refuse('command', command, replies.syntax(`${verb} text`));
      return event({ type: 'vrfy', verb, argument });
    default:
      return unknown(command, state);
  }
}

const event = (tell: DialogueEvent): CommandAction => ({ kind: 'event', event: tell });

/** The same, met with a habit. */
const habitually = (habit: DialogueHabit, action: CommandAction): CommandAction => withHabits([habit], action);
const withHabits = (habits: readonly DialogueHabit[], action: CommandAction): CommandAction =>
  action.kind === 'event' ? { ...action, habits } : action;

/** A refusal in words. What may be shown of the line is for `shown-lines.ts`. */
function refuse(stage: Stage, command: Command, reply: Reply, closing = false): CommandAction {
  return event({ type: 'fault', reply, stage, line: command.line, closing });
}

function hello(verb: 'HELO' | 'EHLO', command: Command, state: DialogueState): CommandAction {
  const { argument } = command;
  if (isHelloName(argument)) return event({ type: 'hello', verb, name: argument });
  const taken = state.settings.hello === 'any' && !hasControl(argument);
  return habitually(
    'odd-hello',
    taken ? event({ type: 'hello', verb, name: argument }) : refuse('hello', command, replies.badHello()),
  );
}

const takesNoArgument = (command: Command): CommandAction =>
  refuse('command', command, replies.syntax(`${command.verb} takes no argument`));

/** Out of order, because what came before was refused: what it would have been met with in its place is told all the same. */
function outOfOrder(stage: Stage, command: Command, reply: Reply, inItsPlace: DialogueState): CommandAction {
  const action = interpret(command, inItsPlace);
  return withHabits(action.kind === 'chunk' ? [] : (action.habits ?? []), refuse(stage, command, reply));
}

const tooEarly = (stage: Stage, command: Command, state: DialogueState): CommandAction =>
  outOfOrder(stage, command, replies.sequence('Say EHLO or HELO first'), {
    ...state,
    phase: stage === 'rcpt' ? 'transaction' : 'ready',
    esmtp: true,
  });

/** Known to us and offered by nobody here. */
const NOT_OFFERED: ReadonlySet<string> = new Set([
  'TURN',
  'ATRN',
  'ETRN',
  'SEND',
  'SOML',
  'SAML',
  'XCLIENT',
  'XFORWARD',
]);

function unknown(command: Command, state: DialogueState): CommandAction {
  const { verb } = command;
  if (beginsContent(command.line, state.settings, state.begun))
    return refuse('data', command, replies.unknownCommand(), true);
  if (isWebVerb(verb)) return refuse('command', command, replies.notSmtp(), true);
  // A tab behind the verb: the strict grammar refuses the argument for it, the lenient one reads it.
  if (verb.startsWith('MAIL\t')) return mail({ ...command, verb: 'MAIL', argument: command.line.slice(4) }, state);
  if (verb.startsWith('RCPT\t')) return rcpt({ ...command, verb: 'RCPT', argument: command.line.slice(4) }, state);
  if (verb.startsWith('MAIL')) return refuse('mail', command, replies.syntax('MAIL FROM:<address>'));
  if (verb.startsWith('RCPT')) return refuse('rcpt', command, replies.syntax('RCPT TO:<address>'));
  return refuse('command', command, NOT_OFFERED.has(verb) ? replies.commandNotOffered(verb) : replies.unknownCommand());
}

function mail(command: Command, state: DialogueState): CommandAction {
  if (state.phase === 'hello') return tooEarly('mail', command, state);
  if (state.phase === 'transaction')
    return refuse('mail', command, replies.sequence('A message was already begun; RSET to drop it'));
  const strictly = strictMail(command, state, command.argument, false);
  if (!isBadForm(strictly)) return strictly;
  const text = afterKeyword(command.argument, 'FROM');
  const tidy = text === null ? null : tidyPath(text, 'sender');
  const loosely = tidy === null ? null : strictMail(command, state, `FROM:${tidy}`, true);
  const read = inForm('mail', command, state, strictly, loosely);
  return isBadForm(read) && text !== null ? (senderInstead(command, state, text) ?? read) : read;
}

function strictMail(command: Command, state: DialogueState, argument: string, looseDomain: boolean): CommandAction {
  if (!/^FROM:/i.test(argument)) return refuse('mail', command, replies.syntax('MAIL FROM:<address>'));
  const path = parseReversePath(argument.slice(5), { smtputf8: state.esmtp, looseDomain });
  if (!path.ok) return refuse('mail', command, replies.badSenderAddress(path.what));
  return mailFrom(command, state, path.path, path.rest);
}

function mailFrom(command: Command, state: DialogueState, path: ReversePath, rest: string): CommandAction {
  if (!state.esmtp && rest !== '') return refuse('mail', command, parameterAfterHelo(rest));
  const parameters = parseMailParameters(rest);
  if (!parameters.ok) return refuse('mail', command, parameters.reply);
  const { sizeBytes, smtputf8, requireTls = false } = parameters.value;
  if (requireTls && !state.tls) return refuse('mail', command, replies.requireTlsInClear());
  if (!smtputf8 && path !== null && !isAsciiText(addressText(path)))
    return refuse(
      'mail',
      command,
      replies.badSenderAddress('characters beyond ASCII need SMTPUTF8; write it in ASCII'),
    );
  const most = state.settings.maxMessageBytes;
  if (sizeBytes !== null && sizeBytes > most) return refuse('mail', command, replies.tooLarge(most));
  return event({ type: 'mail', reversePath: path, parameters: parameters.value });
}

/** A sender that nobody could read, of a peer whose sender is replaced whatever it is. null: it is not, or what is wrong is wrong in other ways. */
function senderInstead(command: Command, state: DialogueState, text: string): CommandAction | null {
  const instead = state.settings.senderInstead();
  const rest = instead === null ? null : behindAnyPath(text);
  if (rest === null) return null;
  const action = mailFrom(command, state, instead, rest);
  return isBadForm(action) ? null : habitually('no-sender-address', action);
}

function rcpt(command: Command, state: DialogueState): CommandAction {
  if (state.phase === 'hello') return tooEarly('rcpt', command, state);
  if (state.phase !== 'transaction')
    return outOfOrder('rcpt', command, replies.sequence('Send MAIL first'), { ...state, phase: 'transaction' });
  if (state.chunking)
    return refuse('rcpt', command, replies.sequence('The content was already begun: RSET to begin the message anew'));
  const strictly = strictRcpt(command, state, command.argument, false);
  if (!isBadForm(strictly)) return strictly;
  const text = afterKeyword(command.argument, 'TO');
  const tidy = text === null ? null : tidyPath(text, 'recipient');
  const loosely = tidy === null ? null : strictRcpt(command, state, `TO:${tidy}`, true);
  return inForm('rcpt', command, state, strictly, loosely);
}

function strictRcpt(command: Command, state: DialogueState, argument: string, looseDomain: boolean): CommandAction {
  if (!/^TO:/i.test(argument)) return refuse('rcpt', command, replies.syntax('RCPT TO:<address>'));
  const path = parseForwardPath(argument.slice(3), { smtputf8: state.smtputf8, looseDomain });
  if (!path.ok) return refuse('rcpt', command, replies.badRecipientAddress(path.what));
  if (!state.esmtp && path.rest !== '') return refuse('rcpt', command, parameterAfterHelo(path.rest));
  const parameters = parseRcptParameters(path.rest, state.smtputf8);
  if (!parameters.ok) return refuse('rcpt', command, parameters.reply);
  return event({ type: 'rcpt', recipient: { address: path.path, ...parameters.value } });
}

/** The form is what was refused: the lenient reading may know better. */
const isBadForm = (action: CommandAction): boolean =>
  action.kind === 'event' && action.event.type === 'fault' && action.event.reply.code === 501;

/**
 * A command that the strict grammar refuses, as the lenient one reads it. A peer that is not treated leniently gets the refusal, with the habit beside it
 * where leniency would have helped, and the profile in its words. @param loosely null: even leniently there is no address.
 */
function inForm(
  stage: 'mail' | 'rcpt',
  command: Command,
  state: DialogueState,
  strictly: CommandAction,
  loosely: CommandAction | null,
): CommandAction {
  // A command that is wrong in other ways (a parameter, the size) is refused for that; but for that alone where the form is not taken anyway.
  if (loosely === null || isBadForm(loosely)) return strictly;
  if (state.settings.addresses === 'lenient') return habitually('loose-address', loosely);
  const refused =
    strictly.kind === 'event' && strictly.event.type === 'fault'
      ? refuse(stage, command, orTolerant(strictly.event.reply))
      : strictly;
  return habitually('loose-address', refused);
}

/** After HELO no parameter exists (RFC 5321 §4.1.1.11). The name is shown as far as it is one. */
function parameterAfterHelo(rest: string): Reply {
  return replies.parameterUnknown(/^ ([a-z0-9-]{1,30})/i.exec(rest)?.[1] ?? 'given');
}

/** Why no content may come now, or null. */
function contentObstacle(state: DialogueState): Reply | null {
  if (state.phase === 'hello') return replies.sequence('Say EHLO or HELO first');
  if (state.phase !== 'transaction') return replies.sequence('Send MAIL first');
  if (state.recipients > 0) return null;
  return state.recipientsTried > 0 ? replies.noValidRecipients() : replies.sequence('Send RCPT first');
}

function data(command: Command, state: DialogueState): CommandAction {
  const { earlyContent } = state.settings;
  // DATA ends a pipelined group (RFC 2920 §3.1): whatever comes behind it before our 354 could be taken for content or for commands.
  if (state.pipelined && earlyContent !== 'take')
    return habitually('early-content', refuse('data', command, replies.pipeliningViolation(), true));
  const action = plainData(command, state);
  if (action.kind === 'event' && action.event.type === 'fault')
    return event({ ...action.event, closing: earlyContent !== 'refuse' });
  return state.pipelined ? habitually('early-content', action) : action;
}

/** An unknown verb may be what the device makes of DATA: behind a mark of its character set, or cut short. */
const LIKE_DATA = /^[^a-z]*data?(?![a-z])/iu;
/** The words of a line that is meant as a command. */
const VERB =
  /^(?:ehlo|helo|mail.*|rcpt.*|data|bdat|starttls|auth|rset|quit|noop|help|vrfy|expn|turn|atrn|etrn|send|soml|saml|xclient|xforward)$/iu;

/**
 * Whether content may follow a line that was refused whatever it says: where its octets would be read as commands the session ends. The
 * octets of BDAT follow without a pause by anybody. Of a peer that does not wait for 354 the letter follows DATA, however that was spelt; and
 * once an envelope was begun any line that is no command may be a misspelt DATA, or the letter already.
 */
export function beginsContent(line: string, { earlyContent }: DialogueSettings, begun: boolean): boolean {
  if (/^[^a-z]*bdat(?![a-z])/iu.test(line)) return true;
  if (earlyContent === 'refuse') return false;
  return LIKE_DATA.test(line) || (begun && !VERB.test(/^[^ \t]*/u.exec(line)?.[0] ?? ''));
}

function plainData(command: Command, state: DialogueState): CommandAction {
  if (command.argument !== '') return takesNoArgument(command);
  if (state.chunking)
    return refuse('data', command, replies.sequence('This message is being sent with BDAT: send the rest so, or RSET'));
  const obstacle = contentObstacle(state);
  return obstacle === null ? event({ type: 'data' }) : refuse('data', command, obstacle);
}

function bdat(command: Command, state: DialogueState): CommandAction {
  const parts = /^([0-9]{1,20})( LAST)?$/i.exec(command.argument);
  // Without a sound count nobody knows where the next command begins.
  if (parts === null) return refuse('data', command, replies.syntax('BDAT octets [LAST]'), true);
  const octets = Number(parts[1]);
  const last = parts[2] !== undefined;
  if (octets > state.settings.maxMessageBytes) return refuse('data', command, replies.bdatTooLarge(), true);
  if (octets === 0 && !last) return refuse('data', command, replies.syntax('an empty chunk must be the LAST'));
  const refusal = state.esmtp ? contentObstacle(state) : replies.sequence('BDAT needs EHLO: greet with it');
  return { kind: 'chunk', octets, last, refusal };
}

function starttls(command: Command, state: DialogueState): CommandAction {
  if (command.argument !== '') return takesNoArgument(command);
  if (state.phase === 'hello') return tooEarly('command', command, state);
  if (state.tls || !state.settings.starttls)
    return refuse(
      'command',
      command,
      replies.sequence('STARTTLS is not offered in this state: TLS is up already, or cannot be had; go on without it'),
    );
  return event({ type: 'starttls' });
}

function auth(command: Command, state: DialogueState): CommandAction {
  const [name = '', initial = null, ...more] = command.argument.trimStart().split(/ +/u, 3);
  const offered = state.settings.authMechanisms;
  if (state.phase === 'hello') return tooEarly('auth', command, state);
  // RFC 4954 §4: not within a transaction, not twice.
  if (state.phase === 'transaction' || state.authenticated) return refuse('auth', command, replies.authNotHere());
  const habits = authHabits(name, state);
  // A refusal tells of all that stands in the way, so that one more profile is enough.
  const inTheWay = habits.filter((habit) => !isTaken(habit, state.settings));
  if (!state.esmtp && state.settings.hello === 'strict')
    return withHabits(inTheWay, refuse('auth', command, replies.authNotHere()));
  if (offered.length === 0) {
    const refused = refuse('auth', command, state.settings.authRefusal);
    return state.tls ? refused : withHabits(inTheWay, refused);
  }
  if (name === '') return refuse('auth', command, replies.syntax('AUTH mechanism [initial response]'));
  if (more.length > 0) return refuse('auth', command, replies.badBase64());
  const mechanism = offered.find((known) => known === name.toUpperCase());
  if (mechanism === undefined) {
    return withHabits(inTheWay, refuse('auth', command, replies.authMechanismUnknown(offered.join(' or '))));
  }
  return { kind: 'sasl', mechanism, initial, habits };
}

function authHabits(mechanism: string, { esmtp, tls }: DialogueState): readonly DialogueHabit[] {
  const habits: DialogueHabit[] = [];
  if (!esmtp) habits.push('auth-after-helo');
  if (!tls) habits.push('auth-before-tls');
  if (mechanism.toUpperCase() === 'CRAM-MD5') habits.push('cram-md5');
  return habits;
}

/** Of `authHabits`. Where AUTH is offered in clear text it may be used so. */
function isTaken(habit: DialogueHabit, { hello: laxity, authMechanisms }: DialogueState['settings']): boolean {
  if (habit === 'auth-after-helo') return laxity === 'any';
  if (habit === 'cram-md5') return authMechanisms.includes('CRAM-MD5');
  return authMechanisms.length > 0;
}
