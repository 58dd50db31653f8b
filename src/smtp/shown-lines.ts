/**
 * What transcript, log and watch may show of lines that were refused: never a secret, never content. A device that was refused AUTH sends
 * name and password all the same, one whose DATA was refused its message; and AUTH is misspelt in many ways.
 */
import type { DialogueEvent } from './dialogue-events.ts';

export const SECRET = '***';
const CONTENT = '(not shown: it may be content)';

/** Anything with AUTH in its first word, and what other protocols call a name or password. */
const SECRETIVE = /^[^a-z]*(?:[a-z-]*auth|login|user|pass|apop)/iu;
/** The mechanism may be shown (RFC 4422 §3.1; XOAUTH2 and its like are names of the same kind). */
const SHOWN =
  /^[^a-z]*[a-z-]*auth(?:[\s=:]*(?:plain|login|cram-md5|digest-md5|scram-[a-z0-9-]+|xoauth2?|oauthbearer|ntlm|gssapi|external|anonymous|spa)(?![^\s]))?/iu;

/** A verb that nobody knows before a mechanism, or any word that is a name and a password in base64 (RFC 4616 §2). */
const MECHANISM_FIRST =
  /^\S+\s+(?:plain|login|cram-md5|digest-md5|scram-[a-z0-9-]+|xoauth2?|oauthbearer|bearer|ntlm|gssapi)\b/iu;
const BASE64 = /[A-Za-z0-9+/]{8,}={0,2}/gu;
/** A token of the web (RFC 7519 §3). */
const JWT = /\beyJ[A-Za-z0-9_.-]{10,}/gu;

/** Without what may be secret in it. @param isCommand whether it is a command that nobody knows, not the arguments of one. */
export function withoutSecret(line: string, isCommand = true): string {
  if (!isCommand) return line;
  const isSignIn = SECRETIVE.test(line);
  const shown = (isSignIn ? (SHOWN.exec(line) ?? SECRETIVE.exec(line)) : MECHANISM_FIRST.exec(line))?.[0] ?? line;
  if (shown !== line) return `${shown} ${SECRET}`;
  return isSignIn ? line : withoutPairs(line);
}

const withoutPairs = (line: string): string =>
  line.replaceAll(JWT, SECRET).replaceAll(BASE64, (word) => (Buffer.from(word, 'base64').includes(0) ? SECRET : word));

export class ShownLines {
  /** What stands for lines that are no command, until one is. */
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
    const isSignIn = SECRETIVE.test(event.line) || (event.stage === 'command' && MECHANISM_FIRST.test(event.line));
    if (event.stage === 'auth' || isSignIn) this.authFailed();
    else if (event.stage === 'data') this.dataRefused();
    if (instead !== null && event.stage === 'command') return { ...event, line: instead };
    return { ...event, line: withoutSecret(event.line, event.stage === 'command' || event.stage === 'auth') };
  }
}
