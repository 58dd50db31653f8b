/**
 * The part of refused lines that transcript, log and watch may show: never a secret, never content. A device that was refused AUTH sends
 * name and password all the same, one whose DATA was refused its message; and AUTH is misspelt in many ways.
 */
import type { DialogueEvent } from './dialogue-events.ts';

export const SECRET = '***';
const CONTENT = '(not shown: it may be content)';

// All are read from the first letter on: what stands before it (blanks, digits, hyphens) may be long, and belongs to no word.
/** Anything with AUTH in its first word, and what other protocols call a name or password. */
const SECRETIVE = /^(?:[a-z-]*auth|login|user|pass|apop)/iu;
/** The part of the line that may be shown. */
const AUTH_WORD = /^[a-z-]*auth/iu;
/** A mechanism may be shown too (RFC 4422 §3.1; XOAUTH2 and its like are names of the same kind). */
const MECHANISM =
  /^(?:plain|login|cram-md5|digest-md5|scram-[a-z0-9-]+|xoauth2?|oauthbearer|ntlm|gssapi|external|anonymous|spa)(?!\S)/iu;
/** One behind a verb that nobody knows. */
const ANY_MECHANISM =
  /^(?:plain|login|cram-md5|digest-md5|scram-[a-z0-9-]+|xoauth2?|oauthbearer|bearer|ntlm|gssapi)(?![a-z0-9_])/iu;
/** Any word that is a name and a password in base64 (RFC 4616 §2). */
const BASE64 = /[A-Za-z0-9+/]{8,}={0,2}/gu;
/** A token of the web (RFC 7519 §3). */
const JWT = /eyJ[A-Za-z0-9_.-]{10,}/gu;

/** Without what may be secret in it. @param isCommand whether it is a command that nobody knows, not the arguments of one. */
export function withoutSecret(line: string, isCommand = true): string {
  if (!isCommand) return line;
  const signsIn = isSignIn(line);
  const kept = signsIn ? shownSignIn(line) : (shownMechanism(line) ?? line);
  const shown = signsIn ? kept : withoutPairs(kept);
  return kept === line ? shown : `${shown} ${SECRET}`;
}

/** Index of the first letter; the line's length where there is none. */
function firstLetter(line: string): number {
  const at = line.search(/[a-z]/iu);
  return at < 0 ? line.length : at;
}

const isSignIn = (line: string): boolean => SECRETIVE.test(line.slice(firstLetter(line)));

/** The word, and the mechanism that follows it. */
function shownSignIn(line: string): string {
  const from = firstLetter(line);
  const text = line.slice(from);
  const auth = AUTH_WORD.exec(text)?.[0];
  if (auth === undefined) return line.slice(0, from) + (SECRETIVE.exec(text)?.[0] ?? '');
  const end = from + auth.length;
  const gap = /^[\s=:]*/u.exec(line.slice(end))?.[0].length ?? 0;
  const mechanism = MECHANISM.exec(line.slice(end + gap))?.[0];
  return line.slice(0, mechanism === undefined ? end : end + gap + mechanism.length);
}

/** A verb and the mechanism that follows it; null: none does. */
function shownMechanism(line: string): string | null {
  const verb = /^\S+\s+/u.exec(line)?.[0];
  const mechanism = verb === undefined ? undefined : ANY_MECHANISM.exec(line.slice(verb.length))?.[0];
  return verb === undefined || mechanism === undefined ? null : verb + mechanism;
}

const withoutPairs = (line: string): string =>
  line.replaceAll(JWT, SECRET).replaceAll(BASE64, (word) => (Buffer.from(word, 'base64').includes(0) ? SECRET : word));

export class ShownLines {
  /** The mark that stands for lines that are no command, until one is. */
  #instead: string | null = null;

  /** AUTH failed: name and password may follow as lines. */
  authFailed(): void {
    this.#instead = SECRET;
  }

  /** DATA was refused: the message may follow as lines. */
  dataRefused(): void {
    this.#instead = CONTENT;
  }

  /** The event as it may be told of. */
  shown(event: DialogueEvent): DialogueEvent {
    if (event.type !== 'fault') {
      this.#instead = null;
      return event;
    }
    const instead = this.#instead;
    const signsIn = isSignIn(event.line) || (event.stage === 'command' && shownMechanism(event.line) !== null);
    if (event.stage === 'auth' || signsIn) this.authFailed();
    else if (event.stage === 'data') this.dataRefused();
    if (instead !== null && event.stage === 'command') return { ...event, line: instead };
    return { ...event, line: withoutSecret(event.line, event.stage === 'command' || event.stage === 'auth') };
  }
}
