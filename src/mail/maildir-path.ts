/** Where a mailbox keeps its mail unless somebody says otherwise. Pure. */

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
