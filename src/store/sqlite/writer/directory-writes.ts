/** The directory's commit: edits, uniqueness, revision and audit, all or nothing. */
import { isNamed } from '../../../directory/entries.ts';
import { assertNever } from '../../../base/never.ts';
import { dkimKeyName } from '../../../directory/dkim-keys.ts';
import type { AuditEntry, DirectoryObject } from '../../../directory/objects.ts';
import { DirectoryConflict } from '../../store.ts';
import { shownWebhook } from '../database/shown-webhook.ts';
import type { EncodedEdit } from '../protocol.ts';
import { storedValue } from '../database/versions.ts';
import type { WriterState } from './writer-state.ts';

export function change(
  state: WriterState,
  edits: Iterable<EncodedEdit>,
  actor: string,
  now: number,
  expectedRevision: number | null,
): number {
  const before = currentRevision(state);
  if (expectedRevision !== null && expectedRevision !== before)
    throw new DirectoryConflict(
      `The directory has changed meanwhile (revision ${before}, the change was made against ${expectedRevision}): look again, then repeat it`,
    );
  const revision = before + 1;
  state.sql("UPDATE meta SET value = ? WHERE name = 'revision'").run(revision);
  const named = new Map<string, NameInScope>();
  for (const [id, doc] of edits) {
    const row = state.sql('SELECT doc FROM object WHERE id = ?').get(id) as { doc: string } | undefined;
    const old = row === undefined ? null : storedValue<DirectoryObject>(row.doc);
    state.sql('DELETE FROM object_name WHERE object_id = ?').run(id);
    const after = doc === null ? null : storedValue<DirectoryObject>(doc);
    if (after !== null && doc !== null) {
      putObject(state, after, doc);
      for (const [scope, name, holder] of namesOf(after)) {
        state
          .sql('INSERT OR IGNORE INTO object_name (scope, name, object_id, holder) VALUES (?,?,?,?)')
          .run(scope, name, id, holder);
        if (named.size <= NAMES_LOOKED_UP) named.set(`${scope} ${name}`, [scope, name]);
      }
    } else {
      state.sql('DELETE FROM object WHERE id = ?').run(id);
      if (old === null) continue;
    }
    const shown = (after ?? old)!;
    insertAudit(state, {
      at: now,
      actor,
      revision,
      kind: shown.kind,
      id,
      name: nameForPeople(shown),
      before: audited(old),
      after: audited(after),
    });
  }
  // Names are compared once all edits are in, so that two objects may swap theirs in one change.
  const twice = named.size <= NAMES_LOOKED_UP ? heldTwice(state, named.values()) : heldTwiceOfAll(state);
  if (twice !== null) throw new DirectoryConflict(taken(...twice));
  return revision;
}

type NameInScope = readonly [scope: string, name: string];

/** Names of a change that are looked up one by one; of more, all there are are looked at, which needs no memory. */
const NAMES_LOOKED_UP = 1_000;

/** The first of these that several hold. */
function heldTwice(state: WriterState, names: Iterable<NameInScope>): NameInScope | null {
  for (const [scope, name] of names) {
    const holders = state
      .sql('SELECT holder FROM object_name WHERE scope = ? AND name = ? GROUP BY holder LIMIT 2')
      .all(scope, name);
    if (holders.length > 1) return [scope, name];
  }
  return null;
}

function heldTwiceOfAll(state: WriterState): NameInScope | null {
  const found = state
    .sql('SELECT scope, name FROM object_name GROUP BY scope, name HAVING min(holder) <> max(holder) LIMIT 1')
    .get() as { scope: string; name: string } | undefined;
  return found === undefined ? null : [found.scope, found.name];
}

function putObject(state: WriterState, object: DirectoryObject, doc: string): void {
  state
    .sql(
      'INSERT INTO object (id, kind, organization_id, doc) VALUES (?,?,?,?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, organization_id = excluded.organization_id, doc = excluded.doc',
    )
    .run(object.id, object.kind, 'organizationId' in object ? object.organizationId : null, doc);
}

export function note(state: WriterState, entry: Omit<AuditEntry, 'revision'>): void {
  insertAudit(state, { ...entry, revision: currentRevision(state) });
}

function insertAudit(state: WriterState, entry: AuditEntry): void {
  state
    .sql('INSERT INTO audit (at, actor, revision, kind, id, name, before, after) VALUES (?,?,?,?,?,?,?,?)')
    .run(
      entry.at,
      entry.actor,
      entry.revision,
      entry.kind,
      entry.id,
      entry.name,
      JSON.stringify(entry.before ?? null),
      JSON.stringify(entry.after ?? null),
    );
}

function currentRevision(state: WriterState): number {
  return (state.sql("SELECT value FROM meta WHERE name = 'revision'").get() as { value: number }).value;
}

/** scope, name, and who holds it: two holders of one name in one scope are a conflict. */
type Name = readonly [scope: string, name: string, holder: string];

/** The names that must be unique, of one object. */
function namesOf(object: DirectoryObject): Name[] {
  if (isNamed(object)) return [[`${object.kind}:${object.organizationId}`, object.name.toLowerCase(), object.id]];
  switch (object.kind) {
    case 'organization':
      return [['organization', object.name.toLowerCase(), object.id]];
    case 'domain':
      return [
        [`domain:${object.organizationId}`, object.name, object.id],
        ...(object.verified === null ? [] : [['verified-domain', object.name, object.id] as const]),
      ];
    case 'mailbox':
    case 'group':
      // Two organizations may name one address, of which it is at most one's: that of its verified domain.
      return [object.address, ...object.aliases].map((address) => [
        `address:${object.organizationId}`,
        address.toLowerCase(),
        object.id,
      ]);
    case 'credential':
      // Several credentials of one mailbox may share a login name.
      return [[usernameScope(object), object.username.toLowerCase(), object.mailboxId]];
    case 'dkim-key':
      return [[`${object.kind}:${object.organizationId}`, dkimKeyName(object), object.id]];
    case 'licence-pool':
      return [[`licence-pool:${object.organizationId}`, '', object.id]];
    case 'system':
      return [['system', '', object.id]];
    default:
      return assertNever(object);
  }
}

/** Of a name that is an address the domain's organization has the last word, of any other who had it first. */
const usernameScope = ({ username, organizationId }: Extract<DirectoryObject, { kind: 'credential' }>): string =>
  username.includes('@') ? `username:${organizationId}` : 'username';

function taken(scope: string, name: string): string {
  switch (scope.split(':')[0]) {
    case 'organization':
      return `There is an organization called ${name} already`;
    case 'domain':
      return `The organization has the domain ${name} already`;
    case 'verified-domain':
      return `The domain ${name} is verified for another organization`;
    case 'address':
      return `The address ${name} belongs to another mailbox or group already`;
    case 'username':
      return `The login name ${name} belongs to another mailbox already`;
    case 'inbound-connector':
    case 'outbound-connector':
      return `The organization has a connector called ${name} already`;
    case 'device':
      return `The organization has a device called ${name} already`;
    case 'device-profile':
      return `The organization has a device profile called ${name} already`;
    case 'allow-entry':
      return `${name} is on the allow list of the organization already`;
    case 'block-entry':
      return `${name} is on the block list of the organization already`;
    case 'restriction':
      return `${name} is restricted already`;
    case 'dkim-key':
      return `The organization has a DKIM key ${name} already`;
    case 'licence-pool':
      return 'The organization has a licence pool already';
    default:
      return 'There is a system object already';
  }
}

function nameForPeople(object: DirectoryObject): string {
  switch (object.kind) {
    case 'mailbox':
    case 'group':
      return object.address;
    case 'dkim-key':
      return dkimKeyName(object);
    case 'licence-pool':
      return 'licences';
    case 'system':
      return 'system';
    default:
      return object.name;
  }
}

/** Without what nobody may read later. */
function audited(object: DirectoryObject | null): unknown {
  if (object?.kind === 'organization') return shownWebhook(object);
  if (object?.kind !== 'credential') return object;
  const { verifier: _, ...rest } = object;
  return rest;
}
