/** `doorpost status`: whether it runs, where it listens, what waits. */
import type { Command } from 'commander';
import { house } from '../../admin/contracts/house.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import type { Row, Run } from './collection.ts';
import { command, type Shell, typed } from '../../texts/command.ts';
import { sizeText, timeText } from '../terminal/output.ts';

/** An older server says less. */
type Status = Partial<AnswerOf<typeof house.status>>;

const diskText = ({ path, freeBytes, leastBytes, full }: NonNullable<Status['disk']>): string =>
  full
    ? `FULL: ${sizeText(freeBytes)} of ${path} free, ${sizeText(leastBytes)} must stay free; new mail is put off: make room there`
    : `${sizeText(freeBytes)} of ${path} free`;

/** While the server pauses it answers nobody. */
const pauses = ({ lastMinute, sinceStart }: NonNullable<Status['standstill']>): string =>
  `${lastMinute.longestMs} ms in the last minute (99 % under ${lastMinute.p99Ms} ms), ${sinceStart.longestMs} ms since the start (${sinceStart.p99Ms} ms)`;

const listenerText = ({ name, address, port }: NonNullable<Status['listeners']>[number]): string =>
  `${name} ${address.includes(':') ? `[${address}]` : address}:${port}`;

const upText = (ms: number): string => `${Math.floor(ms / 3_600_000)} h ${Math.floor(ms / 60_000) % 60} min`;

const certificateText = (certificate: NonNullable<Status['certificate']> | null): string =>
  certificate === null
    ? 'none'
    : `${certificate.names.join(', ')} until ${timeText(new Date(certificate.notAfter).getTime())}`;

const isWell = ({ storeHealthy, disk }: Status): boolean => storeHealthy === true && disk?.full !== true;

/** A line for each thing that the server says of itself. */
function linesOf(status: Status, shell: Shell): readonly Row[] {
  const line = <Value>(label: string, value: Value | undefined, shown: (value: Value) => string): readonly Row[] =>
    value === undefined ? [] : [[label, shown(value)]];
  return [
    ...line('mode', status.mode, (mode) => (mode === 'evaluation' ? 'EVALUATION - not for real mail' : mode)),
    ...line('version', status.version, String),
    ...line('up', status.uptimeMs, upText),
    ...line('host name', status.hostName, String),
    ...line('listening', status.listeners, (listeners) => listeners.map(listenerText).join(', ')),
    ...line('sessions', status.sessions, String),
    ...line('longest pause', status.standstill, pauses),
    ...line('queue', status.queue, ({ waiting, held }) => `${waiting} waiting, ${held} paused by you`),
    ...line('disk', status.disk, diskText),
    ...line('store', status.storeHealthy, (well) => (well ? 'healthy' : 'NOT HEALTHY: mail is put off; see the log')),
    ...(status.log?.linesLost
      ? [['log', `${status.log.linesLost} lines could not be written since the start`] as const]
      : []),
    ...line('alarms', status.alarms, (count) =>
      count > 0 ? `${count} raised: ${typed(command`alarm list`, shell)}` : 'none',
    ),
    ...line('certificate', status.certificate, certificateText),
  ];
}

export function addStatus(program: Command, run: Run): void {
  program
    .command('status')
    .description('whether it runs, where it listens, what waits; exit 1 when its store is not OK or its disk full')
    .option('--quiet', 'only the exit code: 0 OK, 1 not OK, 3 not running (for health checks)')
    .action(
      run(async (context, chosen: { quiet?: boolean }) => {
        const status: Status = await context.client.ask(house.status, {});
        if (!chosen.quiet) {
          context.output.data(status);
          context.output.fields(linesOf(status, context.shell));
        }
        return isWell(status) ? 0 : 1;
      }),
    );
}
