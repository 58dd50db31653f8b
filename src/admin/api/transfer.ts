/** Export and apply. */
import { toldWarnings } from '../answers/told-next.ts';
import { bounds } from '../../base/bounds.ts';
import { slices } from '../../base/slices.ts';
import type { Making } from '../changes/apply.ts';
import { applyFile, type ApplyRoom, tryOutFile } from '../changes/apply-file.ts';
import { exportYaml } from '../changes/export.ts';
import type { AdminContext } from '../context.ts';
import { transfer } from '../contracts/transfer.ts';
import { perhapsLong } from '../answers/list-answer.ts';
import { organizationScope } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = ApplyRoom & Pick<AdminContext, 'files'>;

export const transferRoutes = (room: Room): readonly ApiRoute[] => [exportRoute(room), applyRoute(room)];

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
      const { dryRun = false, prune = false } = file === null ? body : query;
      const { files } = room;
      await using reading = await (file === null ? files.openText(body.yaml) : files.openOctets(file));
      const making: Making = { ids: room.ids, random: room.random, now: room.clock.now(), prune };
      const answer = dryRun ? await tryOutFile(room, reading, making) : await applyFile(room, actor, reading, making);
      return perhapsLong(room.clock, { ...answer, ...toldWarnings(answer.warnings) });
    },
    { bodyLimit: bounds.admin.fileInJsonBody, handlerTimeout: bounds.admin.apply },
  );
