import type { NotScanned } from '../../mail/screening/facts.ts';

/** Why an engine gave no answer, for the mail and for people. */
export interface EngineTrouble {
  readonly why: NotScanned;
  /** In one line: a code of the system, or what was heard. */
  readonly words: string;
}

/** They come when the other side ends a connection that it has read from. */
const CUT = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

export const isCut = (code: string): boolean => CUT.has(code);

/** @param code of the system; `size` octets were to be sent, and not all of them were if `isSent` is false. */
export function connectionTrouble(
  code: string,
  { isSent, isLarge }: { readonly isSent: boolean; readonly isLarge: boolean },
): EngineTrouble {
  // Engines cut who sends more than they take, without a word.
  if (isCut(code) && !isSent && isLarge)
    return { why: 'too-large', words: `cut the connection (${code}) before it had the whole message` };
  if (code.startsWith('HPE_')) return { why: 'nonsense', words: `no answer in HTTP (${code})` };
  return { why: 'unreachable', words: code === '' ? 'the connection failed' : code };
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
