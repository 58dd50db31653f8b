/** The path of a mailbox's Maildir: its default, and the rules for any other. Pure. */
import { bounds } from '../base/bounds.ts';

/**
 * `example.com/name`, one for each address: what a file name should not hold is written `%xx`, `%` too, and a dot that would hide the
 * folder.
 */
export function maildirPathOf(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).toLowerCase();
  const safe = local.replace(/^\.|[^a-z0-9._+=\-\u{80}-\u{10ffff}]/gu, (character) =>
    [...Buffer.from(character)].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join(''),
  );
  return `${address.slice(at + 1)}/${safe}`;
}

/** Its default place. */
export const maildirOf = (address: string) => ({ kind: 'maildir', path: maildirPathOf(address) }) as const;

/** Folders in which a Maildir keeps its messages: no mailbox may lie in one of another's. */
const INNER: ReadonlySet<string> = new Set(['cur', 'new', 'tmp']);

/** Says what is wrong with a path below the folder for mail; null: it can be made. */
export function maildirPathTrouble(path: string): string | null {
  const parts = path.split(/[/\\]/u);
  if (path.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'this is no path below the mail directory';
  if (parts.some((part) => Buffer.byteLength(part) > bounds.mail.maildirPart))
    return `a part of the path is longer than the ${bounds.mail.maildirPart} bytes that a folder's name may have`;
  return Buffer.byteLength(path) > bounds.mail.maildirPath
    ? `the path is longer than ${bounds.mail.maildirPath} bytes`
    : null;
}

/** Paths at which another Maildir would be in the way: it would lie among this one's messages, or this one among its. */
export function maildirsInTheWay(path: string): readonly string[] {
  const parts = path.split('/');
  const around = parts.flatMap((part, index) =>
    INNER.has(part) && index > 0 ? [parts.slice(0, index).join('/')] : [],
  );
  return [...around, ...[...INNER].map((inner) => `${path}/${inner}`)];
}

/** The address that such a path was made of, in lower case; null: it is no such path. */
export function addressOfMaildir(path: string): string | null {
  const slash = path.indexOf('/');
  if (slash < 0) return null;
  try {
    const address = `${decodeURIComponent(path.slice(slash + 1))}@${path.slice(0, slash)}`;
    return maildirPathOf(address) === path ? address.toLowerCase() : null;
  } catch {
    return null;
  }
}
