/** Mailboxes. */
import { toldWarnings } from '../answers/told-next.ts';
import { bounds } from '../../base/bounds.ts';
import { hashPassword } from '../../base/password-verifier.ts';
import { domainOf } from '../../directory/entries.ts';
import { patchedLimits } from '../../directory/fields/values.ts';
import type { DirectoryEdit, MailboxAccount } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { Warning } from '../../mail/remedy.ts';
import { lacksMailboxSeat } from '../../policy/licences/licences.ts';
import { toldCure } from '../../texts/remedy.ts';
import { changeDirectory, merged, moreWarnings } from '../changes/change.ts';
import { makeCredential, makeMailbox } from '../changes/make-object.ts';
import type { TableRoom } from '../changes/tables/change-by-table.ts';
import type { AdminContext } from '../context.ts';
import { mailboxes, mailboxTable } from '../contracts/mailboxes.ts';
import { findObject, listObjects, requireOrganization } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { viewOf } from '../answers/views.ts';
import { generatePassword } from '../secrets/generate-password.ts';
import { MadePasswords } from '../secrets/made-passwords.ts';
import { siblingVerifier } from '../secrets/sibling-verifier.ts';
import { changedItem } from './changed-item.ts';
import { collectionRoutes } from './collection.ts';
import { line } from '../../mail/lines/said.ts';

type Room = TableRoom & Pick<AdminContext, 'random'>;

export const mailboxRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, mailboxes, {
    show: viewOf<'mailbox'>,
    alongside: deletedWith,
    filter: (mailbox, { smtpAuth, withoutSignIn, withoutSeat }, view) =>
      (smtpAuth === undefined || mailbox.smtpAuth === (smtpAuth === 'true')) &&
      (withoutSignIn === undefined || view.credentialsOf(mailbox.id).length === 0) &&
      (withoutSeat === undefined || lacksMailboxSeat(view, mailbox.organizationId, mailbox)),
  }),
  create(room),
  change(room),
  readTable(room),
  writeTable(room),
];

const create = (room: Room): ApiRoute =>
  route(mailboxes.create, async ({ body, query, actor }) => {
    const { password, credentialName, username, ...fields } = body;
    const plain = password === 'generate' ? generatePassword(room.random) : password;
    const sibling = siblingVerifier(room.directory.current, username ?? fields.address);
    const verifier = plain === undefined ? null : await hashPassword(plain, room.random, sibling);
    const { result, warnings } = await changeDirectory(room, actor, (view) => {
      const organization = requireOrganization(view, query.organization);
      const mailbox = makeMailbox(room.ids, organization.id, fields);
      const credential =
        verifier === null
          ? null
          : makeCredential(room.ids, mailbox, {
              name: credentialName,
              username: username ?? mailbox.address,
              verifier,
              enabled: true,
              createdAt: room.clock.now(),
            });
      const edits: DirectoryEdit[] = [{ verb: 'put', object: mailbox }];
      if (credential) edits.push({ verb: 'put', object: credential });
      return { edits, result: { mailbox, credential } };
    });
    const view = room.directory.current;
    return {
      item: viewOf(view, result.mailbox),
      ...toldWarnings([...warnings, ...keptHere(view, result.mailbox)]),
      ...(result.credential ? { credential: viewOf(view, result.credential) } : {}),
      ...(password === 'generate' && plain !== undefined ? { password: plain } : {}),
    };
  });

const change = (room: Room): ApiRoute =>
  route(mailboxes.change, ({ body, params, query, actor }) =>
    changedItem<'mailbox'>(room, actor, (view) => {
      const present = findObject(view, 'mailbox', params.name, query.organization);
      const { limits, ...fields } = body;
      const object: MailboxAccount = {
        ...merged(present, fields),
        limits: patchedLimits(present.limits, limits ?? {}),
      };
      return { edits: [...renamedWith(view, present, object), { verb: 'put', object }], result: object };
    }),
  );

/** Tables come and go seldom: what reads and writes them is loaded then. */
const tables = () =>
  Promise.all([import('../changes/tables/mailbox-table.ts'), import('../changes/tables/change-by-table.ts')]);

const readTable = (room: Room): ApiRoute =>
  route(mailboxTable.read, async ({ query }) => {
    const [{ mailboxesCsv }] = await tables();
    const view = room.directory.current;
    const organization = requireOrganization(view, query.organization);
    return mailboxesCsv(view, [...listObjects(view, 'mailbox', organization)]);
  });

const writeTable = (room: Room): ApiRoute =>
  route(
    mailboxTable.write,
    async ({ body, query, actor }) => {
      const [{ planMailboxes, readMailboxes }, { changeByTable, rowsOf }] = await tables();
      const rows = rowsOf(readMailboxes(body.csv));
      const making = { ids: room.ids, now: room.clock.now() };
      let made: MadePasswords | null = null;
      const { plan, answer } = await changeByTable(
        room,
        { actor, dryRun: body.dryRun },
        (view, rest) => planMailboxes(view, making, requireOrganization(view, query.organization), rows, rest),
        async (first) => {
          const passwords = await MadePasswords.make(room, first.passwords);
          made = passwords;
          return ({ change, passwords: wanted }) => passwords.into(change.edits, wanted);
        },
      );
      const kept = plan.made.flatMap((mailbox) => keptHere(plan.change.view, mailbox));
      const warnings = [
        ...answer.warnings,
        ...kept.slice(0, bounds.policy.problemsTold),
        ...moreWarnings(Math.max(0, kept.length - bounds.policy.problemsTold)),
      ];
      const shown = (made as MadePasswords | null)?.shown(plan.passwords) ?? [];
      return { ...answer, ...toldWarnings(warnings), ...(shown.length > 0 && { passwords: shown }) };
    },
    { bodyLimit: bounds.admin.tableBody, handlerTimeout: bounds.admin.apply },
  );

/** In front of another mail system a new mailbox takes its address away from there: said at once, or its mail would be missed there. */
function keptHere(view: DirectoryView, { address, delivery, forwarding }: MailboxAccount): readonly Warning[] {
  const domain = view.acceptedDomain(domainOf(address));
  if (domain?.type !== 'internal-relay' || delivery.kind === 'elsewhere' || forwarding !== null) return [];
  return [
    {
      ...line`Mail to ${address} is kept here from now on, while other mail of ${domain.name} goes on.`,
      ...toldCure({ act: 'leave-mailbox-elsewhere', address }),
    },
  ];
}

/** A credential without its mailbox is nothing, and a seat goes back to the pool. */
function deletedWith(view: DirectoryView, mailbox: MailboxAccount): readonly DirectoryEdit[] {
  return [
    ...view
      .credentialsOf(mailbox.id)
      .map((credential): DirectoryEdit => ({ verb: 'delete', kind: 'credential', id: credential.id })),
    ...seatEdits(view, mailbox, (assigned) => assigned.filter((address) => address !== mailbox.address)),
  ];
}

/** A new primary address keeps its seat, and stays postmaster. */
function renamedWith(view: DirectoryView, before: MailboxAccount, after: MailboxAccount): readonly DirectoryEdit[] {
  if (before.address === after.address) return [];
  const organization = view.get('organization', before.organizationId);
  const rename = (address: string): string => (address === before.address ? after.address : address);
  return [
    ...seatEdits(view, before, (assigned) => assigned.map(rename)),
    ...(organization?.postmaster === before.address
      ? [{ verb: 'put' as const, object: { ...organization, postmaster: after.address } }]
      : []),
  ];
}

function seatEdits(
  view: DirectoryView,
  mailbox: MailboxAccount,
  change: (assigned: readonly string[]) => readonly string[],
): readonly DirectoryEdit[] {
  return view.licencePools
    .filter(
      (pool) => pool.organizationId === mailbox.organizationId && pool.assignedMailboxes.includes(mailbox.address),
    )
    .map((pool) => ({ verb: 'put', object: { ...pool, assignedMailboxes: change(pool.assignedMailboxes) } }));
}
