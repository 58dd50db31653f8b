/** A file that the system refuses, in words for whoever ran the command, with its cure; never a bare `EACCES`. */
import { userInfo } from 'node:os';
import { own } from '../../base/own.ts';

interface Trouble {
  readonly what: string;
  readonly cure: string;
}

const rights: Trouble = {
  what: 'may not be read or written by',
  cure: 'run this as the user whose it is (as a service: systemctl start doorpost), or give it to this user (chown)',
};
const space: Trouble = {
  what: 'cannot be written, for its disk is full; it was tried by',
  cure: 'make room on that disk, then run this again',
};
const troubles: Readonly<Record<string, Trouble>> = {
  EACCES: rights,
  EPERM: rights,
  EROFS: {
    what: 'lies on a file system that is read-only; it was tried by',
    cure: 'name a place that can be written to with --data (or DOORPOST_DATA), or mount it for writing',
  },
  ENOSPC: space,
  EDQUOT: space,
};

/** null: not about a file, or nothing better is known than what the system says. */
export function fileTrouble(error: unknown): { readonly message: string; readonly cure: string } | null {
  const { code = '', path } = error as NodeJS.ErrnoException;
  const trouble = typeof path === 'string' ? own(troubles, code) : undefined;
  if (trouble === undefined) return null;
  return { message: `${path} ${trouble.what} ${whoWeAre()} (${code})`, cure: trouble.cure };
}

/** A user without a name (some containers) has a number. */
export function whoWeAre(): string {
  const id = process.getuid?.();
  try {
    const { username } = userInfo();
    return id === undefined ? username : `${username} (user ${id})`;
  } catch {
    return `user ${id ?? ''}`.trim();
  }
}
