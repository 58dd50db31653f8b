/** What somebody pasted, by its form. Pure. */
export type Known =
  /** A queue id, a session's, or a refusal's reference. */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'message-id'; readonly id: string }
  | { readonly kind: 'ip' }
  | { readonly kind: 'address' };

/** In Crockford's alphabet, in lower case too, as in `[ref 01JD3K7M9QXA2B4C-1]` or `250 Queued as …`. */
const ID = /(?<![\w-])([0-9A-HJKMNP-TV-Z]{16}(?:-\d{1,6})?)(?![\w-])/iu;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/u;
const IPV6 = /^(?=.*:.*:)[\da-f:.]{2,45}$/iu;
const MESSAGE_ID = /^<([^<>\s]+@[^<>\s]+)>$/u;
const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/u;

export function recognised(text: string): Known | null {
  const [, messageId] = MESSAGE_ID.exec(text) ?? [];
  if (messageId !== undefined) return { kind: 'message-id', id: text };
  if (IPV4.test(text) || IPV6.test(text)) return { kind: 'ip' };
  if (ADDRESS.test(text)) return { kind: 'address' };
  const [, id] = ID.exec(text) ?? [];
  // A word of sixteen letters is none: an id begins with its time.
  return id !== undefined && /^\d/u.test(id) ? { kind: 'id', id: id.toUpperCase() } : null;
}
