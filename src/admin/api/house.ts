/** The house itself: status, audit log, backup, certificates. */
import { isAbsolute } from 'node:path';
import { bounds } from '../../base/bounds.ts';
import { asTheyCome } from '../../base/collections/as-they-come.ts';
import { given } from '../../base/given.ts';
import type { AuditEntry } from '../../directory/objects.ts';
import type { SettingInForce } from '../../config/in-force.ts';
import { settingTable } from '../../config/setting-table.ts';
import type { NumberedAuditEntry } from '../../store/store.ts';
import type { BackupTry } from '../../store/backup-book.ts';
import type { AdminContext, AdminStatus, AuditPage } from '../context.ts';
import { auditTable as auditColumns } from '../contracts/audit-columns.ts';
import { house } from '../contracts/house.ts';
import type { AnswerOf, QueryOf } from '../contracts/operation.ts';
import { shownScreening } from './engines.ts';
import { heldNow } from './held-now.ts';
import { csvAnswer, pagesOf } from './csv-answer.ts';
import { organizationsSaid } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { toldLines } from '../answers/told-lines.ts';
import { type ApiRoute, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';
import { auditName, auditVerb } from '../answers/audit-verb.ts';
import { withoutSecrets } from '../answers/views.ts';
import { isEntryOf, ownerOfEntry, walkAudit } from '../scope/audit-walk.ts';
import { mailFlow } from '../observe/mail-flow.ts';
import { pagesAddress } from '../sign-in/link-address.ts';

type Room = Pick<
  AdminContext,
  | 'store'
  | 'log'
  | 'status'
  | 'version'
  | 'reloadCertificates'
  | 'directory'
  | 'clock'
  | 'alarms'
  | 'settings'
  | 'settingsInForce'
  | 'httpDoors'
  | 'screening'
>;

export const houseRoutes = (room: Room): readonly ApiRoute[] => [
  route(house.status, async ({ sentences }) => {
    const status = room.status();
    const [flow, lastBackup, wholeAt, quarantine] = await Promise.all([
      mailFlow(room, status, sentences),
      room.store.backups.tried(),
      room.store.backups.last(),
      room.store.spool.quarantine(null),
    ]);
    const restricted = heldNow(room.directory.current, 'restriction', room.clock.now(), () => true);
    const own = { version: room.version, node: process.version, submissionHost: room.settings.submissionHost };
    const shown = { adminCenter: adminCenterOf(room), certificates: status.certificates.map(shownCertificate) };
    return {
      ...status,
      ...own,
      ...shown,
      screening: shownScreening(room),
      quarantine,
      restricted,
      lastBackup: lastBackup && shownBackup(lastBackup, wholeAt),
      ...flow,
    };
  }),
  route(house.settings, async () => ({
    file: room.settings.file ?? null,
    items: (await room.settingsInForce()).map(shownSetting),
  })),
  audit(room),
  auditTable(room),
  backup(room),
  reloadCertificates(room),
];

const shownBackup = (
  { at, outcome, folder, octets, said }: BackupTry,
  wholeAt: number | null,
): AnswerOf<typeof house.status>['lastBackup'] => ({
  ...{ at, outcome, wholeAt },
  ...{ folder: folder ?? null, octets: octets ?? null, said: said ?? null },
});

function adminCenterOf({ settings: { http }, httpDoors }: Room): AnswerOf<typeof house.status>['adminCenter'] {
  const { open, closed } = httpDoors();
  const [first] = open;
  return {
    address: first === undefined ? null : pagesAddress(http, first.port),
    ...{ tunnel: http.url === null, tls: http.tls === 'on' },
    listening: [...open],
    closed: closed.map(({ address, port, why }) => ({ address, port, why })),
  };
}

const shownCertificate = ({ names, ...one }: AdminStatus['certificates'][number]) => ({ ...one, names: [...names] });

const meanings = new Map(settingTable.map((one) => [one.path as string, one]));

function shownSetting({ setting, text, source, written }: SettingInForce) {
  const definition = meanings.get(setting);
  return {
    ...{ name: setting, text, source, written },
    ...{ default: definition?.default.replaceAll('`', '') ?? '', variable: definition?.env ?? null },
    ...{ howTo: definition?.kind.howTo ?? '', meaning: definition?.meaning.replaceAll('`', '') ?? '' },
  };
}

const audit = (room: Room): ApiRoute =>
  route(house.audit, async ({ query: { limit, after, ...sought } }) => {
    const { entries, next } = await auditReader(room, sought)(limit, after === undefined ? undefined : Number(after));
    return { items: entries.map((entry) => shownEntry(room, entry)), next: next === null ? null : String(next) };
  });

const auditTable = (room: Room): ApiRoute =>
  route(house.auditTable, ({ query: { limit, ...sought } }) => {
    const read = auditReader(room, sought);
    const pages = pagesOf(async (after) => {
      const { entries, next } = await read(bounds.admin.page, after === null ? undefined : Number(after));
      return { rows: entries.map((entry) => shownEntry(room, entry)), next: next === null ? null : String(next) };
    });
    return csvAnswer(auditColumns, pages, limit);
  });

type EntriesSought = Omit<QueryOf<typeof house.audit>, 'limit' | 'after'>;

/** Throws a Problem for what is not there, before anything is read. */
function auditReader(room: Room, { before, id, actor, kind, text, organization, since }: EntriesSought) {
  const { audit: read } = room.store.directory;
  const [whose] = organizationsSaid(room.directory.current, organization) ?? [];
  const from = requireTime(since, 'since', room.clock.now()) ?? undefined;
  const isAll = [actor, kind, text, whose, from].every((one) => one === undefined);
  const part = text?.toLowerCase();
  const isWanted = (entry: AuditEntry): boolean =>
    (part === undefined || [entry.actor, auditName(entry)].some((name) => name.toLowerCase().includes(part))) &&
    (actor === undefined || entry.actor === actor) &&
    (kind === undefined || entry.kind === kind) &&
    (whose === undefined || isEntryOf(entry, (owner) => owner === whose));
  return (limit: number, after: number | undefined): Promise<AuditPage> => {
    const filter = { limit, ...given({ id, after, before: before === undefined ? undefined : Number(before) }) };
    return isAll ? read(filter) : walkAudit(read, filter, isWanted, from);
  };
}

const shownEntry = ({ directory }: Room, entry: NumberedAuditEntry) => ({
  ...entry,
  name: auditName(entry),
  organization: directory.current.get('organization', ownerOfEntry(entry))?.name ?? null,
  verb: auditVerb(entry),
  before: withoutSecrets(entry.before),
  after: withoutSecrets(entry.after),
});

const backup = (room: Room): ApiRoute =>
  route(
    house.backup,
    ({ body: { folder } }) => {
      if (!isAbsolute(folder))
        throw new Problem(
          'invalid-fields',
          { why: 'no-absolute-path', folder },
          'The server runs elsewhere than you do; write it from the root.',
        );
      return toldLines(room.log, 'a backup broke off', backupLines(room, folder));
    },
    { localOnly: true, handlerTimeout: bounds.admin.backup },
  );

const reloadCertificates = (room: Room): ApiRoute =>
  route(house.reloadCertificates, async () => {
    try {
      await room.reloadCertificates();
    } catch (error) {
      room.log.error({ err: error }, 'certificates were not reloaded');
      throw new Problem(
        'certificate-refused',
        { said: reasonOf(error) },
        'Check that the file is there, can be read by the server, is PEM, and that certificate and key belong together.',
      );
    }
    return { certificate: room.status().certificate };
  });

/** Files and reasons of the system, for the administrator who named them; one line. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .slice(0, bounds.admin.reason)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** How it ended is true, whether or not it can be noted. */
function noteBackup({ store, clock, log }: Room, tried: Omit<BackupTry, 'at'>): void {
  store.backups
    .note({ at: clock.now(), ...tried })
    .catch((error: unknown) => log.warn({ err: error }, 'how a backup ended could not be noted'));
}

const NO_FOLDER = 'the mail is in a database that is not in this folder: back that up with its own tools';

/** It goes on when nobody listens any more. */
/** The work goes on, and how it ended is noted, also when nobody reads it any more. */
async function* backupLines(room: Room, folder: string): AsyncGenerator<AnswerOf<typeof house.backup>> {
  const backup = room.store.backup ?? (() => Promise.reject(new Error(NO_FOLDER)));
  let last = -1;
  const missing = yield* asTheyCome<{ readonly progress: number }, readonly string[]>((tell) =>
    backup(folder, (done) => {
      const percent = Math.floor(done * 100);
      if (percent > last) tell({ progress: done });
      last = Math.max(last, percent);
    }).then(
      ({ missing: lost, octets }) => {
        if (lost.length > 0)
          room.log.error({ queueIds: lost }, 'the content of queued messages is lost; the backup has everything else');
        noteBackup(room, { outcome: lost.length === 0 ? 'whole' : 'incomplete', folder, octets });
        return lost;
      },
      (error: unknown) => {
        room.log.error({ err: error }, 'backup failed');
        const said = reasonOf(error);
        noteBackup(room, { outcome: 'failed', folder, said });
        throw new Problem(
          'backup-failed',
          { said },
          'Name an empty or new folder that the server may write to, with room for all mail. A folder without backup.json is no whole backup.',
        );
      },
    ),
  );
  yield { done: true, ...(missing.length > 0 && { missing: [...missing] }) };
}
