/** status, token, certificate, version. */
import type { Command } from 'commander';
import { house, tokens } from '../../admin/contracts/house.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import { addAudit } from './audit.ts';
import { given, type Run } from './collection.ts';
import { sizeText, timeText } from '../terminal/output.ts';
import { version } from '../version.ts';

type Status = AnswerOf<typeof house.status>;

const diskText = ({ path, freeBytes, leastBytes, full }: Status['disk']): string =>
  full
    ? `FULL: ${sizeText(freeBytes)} of ${path} free, ${sizeText(leastBytes)} must stay free; new mail is put off: make room there`
    : `${sizeText(freeBytes)} of ${path} free`;

/** While the server pauses it answers nobody. */
const pauses = ({ lastMinute, sinceStart }: Status['standstill']): string =>
  `${lastMinute.longestMs} ms in the last minute (99 % under ${lastMinute.p99Ms} ms), ${sinceStart.longestMs} ms since the start (${sinceStart.p99Ms} ms)`;

export function addSystem(program: Command, run: Run): void {
  program
    .command('status')
    .description('whether it runs, where it listens, what waits; exit 1 when its store is not OK or its disk full')
    .option('--quiet', 'only the exit code: 0 OK, 1 not OK, 3 not running (for health checks)')
    .action(
      run(async (context, chosen: { quiet?: boolean }) => {
        const status = await context.client.ask(house.status, {});
        const isWell = status.storeHealthy && !status.disk.full;
        if (chosen.quiet) return isWell ? 0 : 1;
        context.output.data(status);
        const certificate = status.certificate;
        context.output.fields([
          ['mode', status.mode === 'evaluation' ? 'EVALUATION - not for real mail' : status.mode],
          ['version', status.version],
          ['up', `${Math.floor(status.uptimeMs / 3_600_000)} h ${Math.floor(status.uptimeMs / 60_000) % 60} min`],
          ['host name', status.hostName],
          [
            'listening',
            status.listeners.map(
              (one) => `${one.name} ${one.address.includes(':') ? `[${one.address}]` : one.address}:${one.port}`,
            ),
          ],
          ['sessions', status.sessions],
          ['longest pause', pauses(status.standstill)],
          ['queue', `${status.queue.waiting} waiting, ${status.queue.held} paused by you`],
          ['disk', diskText(status.disk)],
          ['store', status.storeHealthy ? 'healthy' : 'NOT HEALTHY: mail is put off; see the log'],
          ...(status.log.linesLost > 0
            ? [['log', `${status.log.linesLost} lines could not be written since the start`] as const]
            : []),
          ['alarms', status.alarms > 0 ? `${status.alarms} raised: doorpost alarm list` : 'none'],
          [
            'certificate',
            certificate === null
              ? 'none'
              : `${certificate.names.join(', ')} until ${timeText(new Date(certificate.notAfter).getTime())}`,
          ],
        ]);
        return isWell ? 0 : 1;
      }),
    );
  addAudit(program, run);
  const token = program.command('token').description('API tokens, for --url from elsewhere');
  token
    .command('add <name>')
    .alias('create')
    .description('make a token; it is shown once')
    .action(
      run(async (context, name: string) => {
        const answer = await context.client.ask(tokens.create, { body: { name } });
        context.output.data(answer);
        context.output.line(`token: ${answer.token}   (shown only now; use it as DOORPOST_TOKEN)`);
      }),
    );
  token
    .command('list')
    .alias('ls')
    .description('list tokens')
    .action(
      run(async (context) => {
        const { items } = await context.client.ask(tokens.list, {});
        context.output.data(items);
        context.output.table(
          ['NAME', 'MADE'],
          items.map(({ name, createdAt }) => [name, timeText(createdAt)]),
          'no tokens',
        );
      }),
    );
  token
    .command('remove <name>')
    .alias('rm')
    .description('remove a token: it stops working')
    .action(
      run(async (context, name: string) => {
        await context.client.order(tokens.remove, { params: { name } });
        context.output.data({ removed: name });
        context.output.line(`token ${name} removed`);
      }),
    );
  program
    .command('certificate')
    .description('the TLS certificates')
    .command('reload')
    .description('take replaced certificate files now (as SIGHUP does)')
    .action(
      run(async (context) => {
        const answer = await context.client.ask(house.reloadCertificates, {});
        context.output.data(answer);
        context.output.line('certificates reloaded; open sessions go on');
      }),
    );
  program
    .command('version')
    .description('print the version')
    .action(
      run(async (context) => {
        const text = version();
        context.output.data(given({ version: text, node: process.versions.node }));
        context.output.line(`doorpost ${text} (Node ${process.versions.node})`);
      }),
    );
}
