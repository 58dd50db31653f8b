/**
 * Mailboxes as a table, with the names they sign in with. A password is only ever read: one that is written, or the order to generate one.
 * Those that a table does not name stay, and no sign-in is taken away. Pure but for ids.
 */
import { z } from 'zod';
import { bounds } from '../../../base/bounds.ts';
import { given } from '../../../base/given.ts';
import type { IdSource, ObjectId } from '../../../base/id.ts';
import { field } from '../../../directory/fields/field.ts';
import { label, list, newPassword } from '../../../directory/fields/values.ts';
import { mailboxForms } from '../../../directory/kinds/mailbox.ts';
import type { Credential, MailboxAccount, Organization } from '../../../directory/objects.ts';
import { isSealed } from '../../../directory/sealed-credential.ts';
import type { DirectoryView, Rest } from '../../../directory/snapshot.ts';
import type { FieldProblem } from '../../../config/schema-problems.ts';
import { toldCure } from '../../../texts/remedy.ts';
import type { WantedPassword } from '../../secrets/made-passwords.ts';
import { merged } from '../change.ts';
import { makeCredential, makeMailbox } from '../make-object.ts';
import { deliveryCell, deliveryText } from './delivery-cell.ts';
import { type RowFields, readTable, type TableRead, type TableRow, tableOf, writeTable } from './table.ts';
import { TableChange } from './table-change.ts';

/** Orders in place of a password: where a sign-in has none yet; in any case. */
const GENERATE = 'generate';
const RESET = 'reset';

const passwordCell = z
  .string()
  .max(bounds.config.password)
  .refine((text) => text === RESET || newPassword.safeParse(text).success, {
    message: 'is too short for a password',
    params: { cure: 'write at least 8 characters, or generate, or reset' },
  });

export const mailboxTable = tableOf('mailboxes', 'address', {
  ...mailboxForms.shape,
  delivery: field(deliveryCell, {
    help: 'maildir:PATH, lmtp:HOST:PORT, lmtp-socket:PATH or elsewhere',
    cell: 'delivery',
    cellText: deliveryText,
  }),
  logins: field(list(label), { help: 'names it signs in with', standard: [], cell: 'logins' }),
  password: field(passwordCell, {
    help: 'only read: a password; generate: where there is none yet; reset: a new one',
    cell: 'password',
    cellWithBlanks: true,
  }),
});

export type MailboxRow = TableRow<RowFields<typeof mailboxTable.shape, 'address'>>;

export const mailboxesCsv = (view: DirectoryView, mailboxes: readonly MailboxAccount[]): string =>
  writeTable(
    mailboxTable,
    mailboxes.map((mailbox) => ({
      ...mailbox,
      logins: view
        .credentialsOf(mailbox.id)
        .map(({ username }) => username)
        .toSorted(),
    })),
  );

export const readMailboxes = (csv: string): TableRead<MailboxRow['fields']> => readTable(mailboxTable, csv);

/** Mailboxes are found by their primary address, without case. */
export async function planMailboxes(
  view: DirectoryView,
  making: { readonly ids: IdSource; readonly now: number },
  organization: Organization,
  rows: readonly MailboxRow[],
  rest: Rest,
): Promise<{
  readonly change: TableChange;
  readonly passwords: readonly WantedPassword[];
  readonly made: readonly MailboxAccount[];
}> {
  const change = new TableChange(view, mailboxTable);
  const passwords: WantedPassword[] = [];
  const made: MailboxAccount[] = [];
  for (const { line, fields } of rows) {
    const { logins, password, ...described } = fields;
    const before = presentMailbox(view, organization.id, fields.address);
    const mailbox = before
      ? merged(before, described)
      : makeMailbox(making.ids, organization.id, mailboxForms.create.parse(given(described)));
    if (before === null) made.push(mailbox);
    change.put(line, before, mailbox);
    const signIns = planSignIns(view, making, mailbox, { logins: logins ?? [], password: password ?? null });
    for (const problem of signIns.problems) change.wrong(line, problem);
    for (const { before: held, credential, plain } of signIns.passwords) {
      change.put(line, held, credential, [{ field: 'password', before: null, after: null }]);
      passwords.push({ credential, mailbox: mailbox.address, plain });
    }
    await rest();
  }
  return { change, passwords, made };
}

function presentMailbox(view: DirectoryView, organizationId: ObjectId, address: string): MailboxAccount | null {
  const key = address.toLowerCase();
  const found = view
    .naming(key)
    .find(
      (one) => one.kind === 'mailbox' && one.organizationId === organizationId && one.address.toLowerCase() === key,
    );
  return found?.kind === 'mailbox' ? found : null;
}

interface SignInsSaid {
  readonly logins: readonly string[];
  readonly password: string | null;
}

interface SignInPlan {
  readonly passwords: readonly (Omit<WantedPassword, 'mailbox'> & { readonly before: Credential | null })[];
  readonly problems: readonly FieldProblem[];
}

function planSignIns(
  view: DirectoryView,
  { ids, now }: { readonly ids: IdSource; readonly now: number },
  mailbox: MailboxAccount,
  { logins, password }: SignInsSaid,
): SignInPlan {
  const present = view.credentialsOf(mailbox.id);
  const isHeld = (login: string): boolean => present.some(({ username }) => isSame(username, login));
  const left = present.filter(({ username }) => logins.length > 0 && !logins.some((each) => isSame(each, username)));
  const wanted = logins.length > 0 ? logins : present.length > 0 ? [] : [mailbox.address];
  const missing = wanted.filter((login) => !isHeld(login));
  const problem = signInProblem({ mailbox: mailbox.address, left, missing, present, logins, password });
  if (problem !== null) return { passwords: [], problems: [problem] };
  if (password === null) return { passwords: [], problems: [] };
  const plain = password === GENERATE || password === RESET ? null : password;
  const names = new Set(present.map(({ name }) => name.toLowerCase()));
  const fresh = missing.map((username) => {
    const name = names.has('default') ? username.slice(0, bounds.config.name) : 'default';
    names.add(name.toLowerCase());
    const credential = makeCredential(ids, mailbox, { name, username, verifier: '', enabled: true, createdAt: now });
    return { credential, plain, before: null };
  });
  const [only] = present;
  if (fresh.length > 0 || only === undefined || password === GENERATE) return { passwords: fresh, problems: [] };
  return { passwords: [{ credential: only, plain, before: only }], problems: [] };
}

function signInProblem({
  mailbox,
  left,
  missing,
  present,
  logins,
  password,
}: SignInsSaid & {
  readonly mailbox: string;
  readonly left: readonly Credential[];
  readonly missing: readonly string[];
  readonly present: readonly Credential[];
}): FieldProblem | null {
  const [gone] = left;
  if (gone !== undefined)
    return {
      path: 'logins',
      message: `it signs in as ${gone.username} too, and a table takes no sign-in away`,
      ...toldCure({ act: 'name-login-or-revoke', login: gone.username }),
    };
  if (password === null)
    return logins.length === 0 || missing.length === 0
      ? null
      : {
          path: 'password',
          message: `nobody signs in as ${missing[0]} yet`,
          cure: 'write generate into the column password, or the password itself',
        };
  if (missing.length > 0 || password === GENERATE) return null;
  if (present.length > 1)
    return {
      path: 'password',
      message: `it has ${present.length} sign-ins, and a table sets the password of one alone`,
      ...toldCure({ act: 'reset-login', mailbox, name: present[0]?.name ?? '' }),
    };
  return present.some(isSealed)
    ? {
        path: 'password',
        message: 'its password is kept sealed for CRAM-MD5, and a table does not change such a one',
        ...toldCure({ act: 'reset-login', mailbox, name: present[0]?.name ?? '' }),
      }
    : null;
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
