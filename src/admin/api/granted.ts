/** A right as somebody wants to grant it: what it names is found, and nobody grants more than they have. */
import type { Caller, GrantedRight } from '../../mail/doors/caller.ts';
import { type GrantTrouble, grantTrouble } from '../../policy/access/rights.ts';
import type { AdminContext } from '../context.ts';
import { findObject } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';

interface Wanted extends Omit<GrantedRight, 'organizations'> {
  /** Names or ids. */
  readonly organizations: readonly string[];
}

/** Throws a Problem for what is no right, or is not the caller's to give. */
export function requireGrant(room: Pick<AdminContext, 'directory'>, caller: Caller, wanted: Wanted): GrantedRight {
  const { role, content, expiresAt } = wanted;
  const isForAll = role === 'global-administrator';
  if (isForAll && wanted.organizations.length > 0)
    throw new Problem(
      'invalid-fields',
      { why: 'lists-organizations' },
      'Leave organizations out, or say another role.',
    );
  const view = room.directory.current;
  const found = wanted.organizations.map((name) => findObject(view, 'organization', name, null).id);
  const grant = { role, organizations: isForAll ? null : [...new Set(found)], content, expiresAt };
  requireGrantable(caller, grant);
  return grant;
}

/** Also of a right that somebody has: who may not grant it takes it over by no invitation. Throws a Problem. */
export function requireGrantable(caller: Caller, grant: GrantedRight): void {
  const trouble = grantTrouble(caller, grant);
  if (trouble !== null) throw notGrantable(trouble, grant);
}

function notGrantable(trouble: GrantTrouble, { role, content }: GrantedRight): Problem {
  if (trouble.why === 'beyond-own')
    return new Problem('not-permitted', trouble, { act: 'ask-for-right', role, content });
  return trouble.why === 'no-organization'
    ? new Problem('invalid-fields', trouble, 'Name them in organizations; --organization on the command line.')
    : new Problem('invalid-fields', { why: 'lists-organizations' }, 'Leave organizations out, or say another role.');
}
