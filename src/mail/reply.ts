/** RFC 3463: class.subject.detail */
export type EnhancedStatus = `${2 | 4 | 5}.${number}.${number}`;

/** One SMTP reply (RFC 5321 §4.2), ours or a peer's. Lines carry no code and no CRLF. */
export interface Reply {
  readonly code: number;
  /** null where RFC 2034 §4 gives none: greeting, EHLO answer, 3yz. */
  readonly enhanced: EnhancedStatus | null;
  readonly lines: readonly string[];
}

export const isPositive = (reply: Reply): boolean => reply.code >= 200 && reply.code < 300;
export const isIntermediate = (reply: Reply): boolean => reply.code >= 300 && reply.code < 400;
export const isTransient = (reply: Reply): boolean => reply.code >= 400 && reply.code < 500;
export const isPermanent = (reply: Reply): boolean => reply.code >= 500;

/** `550 5.1.1 text`, several lines joined by a space: the form of the trace, the log and Diagnostic-Code. */
export function replyText(reply: Reply): string {
  return [String(reply.code), reply.enhanced, reply.lines.join(' ')].filter(Boolean).join(' ');
}

const KEPT = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3}))?/u;

/** A reply that was kept in that form, taken apart again; what it does not have is empty. */
export function readReplyText(text: string): Readonly<Record<'code' | 'enhanced' | 'words', string>> {
  const [codes = '', code = '', enhanced = ''] = KEPT.exec(text) ?? [];
  return { code, enhanced, words: text.slice(codes.length).trim() };
}
