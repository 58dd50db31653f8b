/** An entry of the audit log as it is told: the deed in a word, and what it was done to. Pure. */
import { own } from '../../base/own.ts';
import type { AuditEntry } from '../../directory/objects.ts';
import type { house } from '../contracts/house.ts';
import type { AnswerOf } from '../contracts/operation.ts';

type Verb = AnswerOf<typeof house.audit>['items'][number]['verb'];

/** Notes that are no objects say in their first word what happened: `{ created: … }`, `set`. */
const byWord: Readonly<Record<string, Verb>> = {
  created: 'made',
  invited: 'made',
  madeLink: 'made',
  set: 'changed',
  deleted: 'removed',
  removed: 'removed',
  signedIn: 'did',
};

export function auditVerb({ kind, before, after }: AuditEntry): Verb {
  if (kind === 'queue' || kind === 'person') return 'did';
  if (kind === 'content') return 'read';
  if (kind === 'secret' || kind === 'sign-in') {
    const word = typeof after === 'object' && after !== null ? Object.keys(after)[0] : String(after);
    return own(byWord, word ?? '') ?? 'changed';
  }
  if (before === null) return 'made';
  return after === null ? 'removed' : 'changed';
}

/** As people know it: each mailbox may have a sign-in of the same name. */
export function auditName({ kind, name, before, after }: AuditEntry): string {
  const object = after ?? before;
  if (kind !== 'credential' || typeof object !== 'object' || object === null || !('username' in object)) return name;
  return typeof object.username === 'string' ? `${object.username}: ${name}` : name;
}
