/** status, audit, token, certificate, version. */
import type { Command } from 'commander';
import type { AuditEntry } from '../mail/directory.ts';
import { systemClock } from '../base/system-clock.ts';
import { timeBefore, whole } from './arguments.ts';
import { segment } from './client.ts';
import { given, type Run } from './collection.ts';
import { printable, shortened } from './escape.ts';
import { timeText } from './output.ts';
import { version } from './version.ts';

interface Status {
  readonly mode: string;
  readonly version: string;
  readonly uptimeMs: number;
  readonly hostName: string;
  readonly listeners: readonly {
    readonly name: string;
    readonly role: string;
    readonly address: string;
    readonly port: number;
  }[];
  readonly queue: { readonly waiting: number; readonly held: number };
  readonly sessions: number;
  readonly storeHealthy: boolean;
  readonly certificate: {
    readonly subject: string;
    readonly notAfter: number | string;
    readonly names: readonly string[];
  } | null;
}

export function addSystem(program: Command, run: Run): void {
  program
    .command('status')
    .description('whether it runs, where it listens, what waits; exit 1 when its store is unwell')
    .option('--quiet', 'only the exit code')
    .action(
      run(async (context, chosen: { quiet?: boolean }) => {
        const status = await context.client.ask<Status>('GET', '/status');
        if (chosen.quiet) return status.storeHealthy ? 0 : 1;
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
          ['queue', `${status.queue.waiting} waiting, ${status.queue.held} held`],
          ['store', status.storeHealthy ? 'healthy' : 'NOT HEALTHY: mail is put off; see the log'],
          [
            'certificate',
            certificate === null
              ? 'none'
              : `${certificate.names.join(', ')} until ${timeText(new Date(certificate.notAfter).getTime())}`,
          ],
        ]);
        return status.storeHealthy ? 0 : 1;
      }),
    );
  program
    .command('audit')
    .description('who changed what, newest first')
    .option('--limit <count>', 'entries (50)', whole(1, 1_000), 50)
    .option(
      '--before <time>',
      '2h (ago) or a time',
      timeBefore(() => systemClock.now()),
    )
    .action(
      run(async (context, chosen: { limit: number; before?: number }) => {
        const answer = await context.client.ask<readonly AuditEntry[] | { items: readonly AuditEntry[] }>(
          'GET',
          '/audit',
          { query: { limit: chosen.limit, before: chosen.before } },
        );
        const entries = 'items' in answer ? answer.items : answer;
        context.output.data(entries);
        context.output.table(
          ['TIME', 'WHO', 'WHAT', 'KIND', 'NAME', 'CHANGED'],
          entries.map((entry) => [
            timeText(entry.at),
            entry.actor,
            actionOf(entry),
            entry.kind,
            entry.name,
            shortened(changedFields(entry), 100),
          ]),
          'nothing was changed yet',
        );
      }),
    );
  const token = program.command('token').description('API tokens, for --url from elsewhere');
  token
    .command('add <name>')
    .alias('create')
    .description('make a token; it is shown once')
    .action(
      run(async (context, name: string) => {
        const answer = await context.client.ask<{ token: string }>('POST', '/tokens', { body: { name } });
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
        const answer = await context.client.ask<{ items: readonly (string | { name: string; createdAt?: number })[] }>(
          'GET',
          '/tokens',
        );
        context.output.data(answer.items);
        context.output.table(
          ['NAME', 'MADE'],
          answer.items.map((one) => (typeof one === 'string' ? [one, ''] : [one.name, timeText(one.createdAt)])),
          'no tokens',
        );
      }),
    );
  token
    .command('remove <name>')
    .alias('rm')
    .description('remove a token: it works no more')
    .action(
      run(async (context, name: string) => {
        await context.client.ask('DELETE', `/tokens/${segment(name)}`);
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
        const answer = await context.client.ask('POST', '/certificates/reload', { body: {} });
        context.output.data(answer ?? { reloaded: true });
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

const actionOf = (entry: AuditEntry): string =>
  entry.before === null ? 'made' : entry.after === null ? 'removed' : 'changed';

/** `smtpAuth: true -> false`, the fields that differ. */
function changedFields(entry: AuditEntry): string {
  const before = (entry.before ?? {}) as Record<string, unknown>;
  const after = (entry.after ?? {}) as Record<string, unknown>;
  if (entry.before === null || entry.after === null || typeof before !== 'object' || typeof after !== 'object')
    return '';
  return printable(
    [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => `${name}: ${JSON.stringify(before[name])} -> ${JSON.stringify(after[name])}`)
      .join('; '),
  );
}
