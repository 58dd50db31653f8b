/** The systems of one case and round one after another, each started fresh; the order turns from round to round. */
import { join } from 'node:path';
import type { Certificate } from '../lab/server/certificate.ts';
import { watchOthers } from './disturbance.ts';
import { startDoorpost } from '../lab/server/doorpost.ts';
import { startPostfix } from './postfix.ts';
import { isDisturbed, type Measurement } from './results.ts';
import type { MailSystem } from '../lab/server/system.ts';
import type { PostfixFiles } from './tools.ts';
import { freePort } from '../lab/ports.ts';

export interface BenchParts {
  readonly work: string;
  /** null: Doorpost alone. */
  readonly files: PostfixFiles | null;
  readonly certificate: Certificate;
  readonly say: (text: string) => void;
}

/** A system whose measurement failed is named in `failed`, and its round of the case has no ratio. */
export async function inTurn(
  { work, files, certificate, say }: BenchParts,
  round: number,
  name: string,
  sinkPort: number,
  measure: (system: MailSystem) => Promise<Measurement['figures']>,
): Promise<{ readonly made: readonly Measurement[]; readonly failed: readonly string[] }> {
  const common = async () => ({ port: await freePort(), sinkPort, certificate });
  const systems = [
    async () => startDoorpost({ ...(await common()), folder: join(work, 'doorpost') }),
    ...(files === null
      ? []
      : [false, true].map((tuned) => async () => {
          const folder = join(work, tuned ? 'postfix-tuned' : 'postfix');
          return startPostfix({ ...(await common()), files, folder, tuned });
        })),
  ];
  const made: Measurement[] = [];
  const failed: string[] = [];
  const first = round % systems.length;
  for (const start of [...systems.slice(first), ...systems.slice(0, first)]) {
    const system = await start();
    try {
      const others = await watchOthers();
      const figures = await measure(system);
      const measurement = { round, name, system: system.name, figures, others: await others() };
      made.push(measurement);
      say(lineOf(measurement));
    } catch (error) {
      const failure = `round ${round}  ${name}  ${system.name}: FAILED: ${(error as Error).message}`;
      failed.push(failure);
      say(failure);
    } finally {
      await system.stop();
    }
  }
  return { made, failed };
}

export function lineOf(measurement: Measurement): string {
  const { round, name, system, figures, others } = measurement;
  const shown = Object.entries(figures)
    .filter(([, value]) => Number.isFinite(value))
    .map(([figure, value]) => `${figure} ${value?.toFixed(value < 10 ? 2 : 0)}`);
  const busy = `others ${(others * 100).toFixed(0)} %${isDisturbed(measurement) ? ': disturbed' : ''}`;
  return `round ${round}  ${name.padEnd(54)} ${system.padEnd(14)} ${shown.join('  ')}  (${busy})`;
}
