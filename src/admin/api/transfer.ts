/** Export and apply. */
import { toldWarnings } from '../answers/told-next.ts';
import { bounds } from '../../base/bounds.ts';
import { slices } from '../../base/slices.ts';
import { toldCure } from '../../texts/remedy.ts';
import type { Making } from '../changes/apply.ts';
import { applyFile, type ApplyRoom, tryOutFile } from '../changes/apply-file.ts';
import { exportYaml } from '../changes/export.ts';
import type { ObjectId } from '../../base/id.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import type { AdminContext } from '../context.ts';
import { transfer } from '../contracts/transfer.ts';
import { perhapsLong } from '../answers/list-answer.ts';
import { organizationScope, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = ApplyRoom & Pick<AdminContext, 'files' | 'imports'>;

export const transferRoutes = (room: Room): readonly ApiRoute[] => [
  exportRoute(room),
  applyRoute(room),
  importRoute(room),
];

const exportRoute = (room: ApplyRoom): ApiRoute =>
  route(transfer.export, ({ query: { organization } }) => {
    const view = room.directory.current;
    const withSystem = organization === undefined || organization === '*';
    return exportYaml(view, organizationScope(view, organization), withSystem, slices(room.clock));
  });

const applyRoute = (room: Room): ApiRoute =>
  route(
    transfer.apply,
    async ({ query, body, file, actor }) => {
      const { dryRun = false, prune = false, revision = null } = file === null ? body : query;
      const { files } = room;
      await using reading = await (file === null ? files.openText(body.yaml) : files.openOctets(file));
      const making: Making = { ids: room.ids, random: room.random, now: room.clock.now(), prune };
      const answer = dryRun
        ? await tryOutFile(room, reading, making)
        : await applyFile(room, { actor, seen: revision }, reading, making);
      return perhapsLong(room.clock, { ...answer, ...toldWarnings(answer.warnings) });
    },
    { bodyLimit: bounds.admin.fileInJsonBody, handlerTimeout: bounds.admin.apply },
  );

function thereIn({ domains, mailboxes }: DirectoryView, id: ObjectId) {
  const isOurs = ({ organizationId }: { readonly organizationId: ObjectId }): boolean => organizationId === id;
  return {
    domains: domains.filter(isOurs).map(({ name, type, verified }) => ({ name, type, verified })),
    mailboxes: mailboxes.filter(isOurs).map(({ address }) => address),
  };
}

const importRoute = (room: Pick<Room, 'directory' | 'imports'>): ApiRoute =>
  route(
    transfer.understand,
    async ({ query, body: { from, files } }) => {
      const { id, name } = requireOrganization(room.directory.current, query.organization);
      const given = files.map((file) => ({ name: file.name, octets: Buffer.from(file.content, 'base64') }));
      if (given.reduce((sum, { octets }) => sum + octets.length, 0) > bounds.admin.importedOctets)
        throw new Problem('too-large', { of: 'file' }, 'Leave out what is not configuration, or import it in parts.');
      const { imported, yaml } = await room.imports.read({
        ...{ from, files: given, organization: name },
        there: thereIn(room.directory.current, id),
      });
      const { notes, afterwards } = imported;
      return {
        yaml,
        notes: notes
          .slice(0, bounds.admin.importNotes)
          .map(({ cure, ...note }) => ({ ...note, ...(cure && toldCure(cure)) })),
        more: Math.max(0, notes.length - bounds.admin.importNotes),
        afterwards: afterwards.map((left) => toldCure(left)),
      };
    },
    { bodyLimit: bounds.admin.importBody },
  );
