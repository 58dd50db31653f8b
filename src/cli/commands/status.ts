/** `doorpost status`: whether mail flows, and how the server is. */
import { many } from '../../base/words/amounts.ts';
import { own } from '../../base/own.ts';
import type { Command } from 'commander';
import { bounds } from '../../base/bounds.ts';
import { spanText } from '../../base/words/amounts.ts';
import { listed } from '../../base/listed.ts';
import { house } from '../../admin/contracts/house.ts';
import type { AnswerOf } from '../../admin/contracts/operation.ts';
import type { Row, Run } from './collection.ts';
import { command, type Shell, typed } from '../../texts/command.ts';
import { asTyped } from '../../texts/kept.ts';
import { type Output, sizeText, timeText } from '../terminal/output.ts';
import { screeningLines } from './screening-lines.ts';

/** An older server says less. */
type Status = Partial<AnswerOf<typeof house.status>>;

const diskText = ({ path, freeBytes, leastBytes, full }: NonNullable<Status['disk']>): string =>
  full
    ? `FULL: ${sizeText(freeBytes)} of ${path} free, ${sizeText(leastBytes)} must stay free; new mail is put off: make room there`
    : `${sizeText(freeBytes)} of ${path} free`;

/** While the server pauses it answers nobody. */
const pauses = ({ lastMinute, sinceStart }: NonNullable<Status['standstill']>): string =>
  `${lastMinute.longestMs} ms in the last minute (99 % of all pauses under ${lastMinute.p99Ms} ms), ${sinceStart.longestMs} ms since the start (99 % under ${sinceStart.p99Ms} ms)`;

const listenerText = ({ name, address, port }: NonNullable<Status['listeners']>[number]): string =>
  `${name} ${address.includes(':') ? `[${address}]` : address}:${port}`;

const upText = (ms: number): string => `${Math.floor(ms / 3_600_000)} h ${Math.floor(ms / 60_000) % 60} min`;

const certificateText = (certificate: NonNullable<Status['certificate']> | null): string =>
  certificate === null
    ? 'none'
    : `${certificate.names.join(', ')} until ${timeText(new Date(certificate.notAfter).getTime())}`;

/** A link to it is made by another command: an address alone lets nobody in. */
function adminCenterText({ address, tunnel, listening }: NonNullable<Status['adminCenter']>, shell: Shell): string {
  if (address === null) return 'not open: no address of http.addresses could be opened';
  const places = listening.map(({ address: host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`);
  const where = tunnel ? `${address} on this machine` : address;
  return `${where} (listens on ${places.join(', ')}); a link that signs in: ${typed(command`admin link`, shell)}`;
}

type Flow = NonNullable<Status['flow']>;

const waysIn: Readonly<Record<string, string>> = {
  relay: 'by SMTP relay',
  submission: 'by client submission',
  direct: 'by Direct Send',
  internal: 'of our own (reports, alarms, tests)',
};

const waysOut: Readonly<Record<string, string>> = {
  mailbox: 'to mailboxes here',
  group: 'to groups',
  mx: 'to mail servers',
  connector: 'by another organization here',
  capture: 'captured',
  none: 'without a way out',
};

/** The answer to the question, first. */
function verdictText({ state, captures, lastIn, troubles: [worst] }: Flow): string {
  if (worst !== undefined && state !== 'flows')
    return `${state === 'stopped' ? 'Mail does not flow' : 'Mail flows in part'}: ${worst.cause}`;
  const flows = lastIn === null ? 'Ready for mail; none has come in yet' : 'Mail flows';
  return captures ? `${flows} (mail for outside is captured here, not sent)` : flows;
}

const agoText = (at: number, now: number): string => `${spanText(Math.max(0, now - at))} ago (${timeText(at)})`;

const recipientText = (recipient: string | null, count: number): string =>
  listed([recipient ?? ''], Math.max(1, count));

function lastInText(
  { at, device, clientAddress, connector, ingress, recipient, recipients }: NonNullable<Flow['lastIn']>,
  now: number,
): string {
  const who = device === null ? clientAddress : `${device} (${clientAddress})`;
  const right = connector === null ? '' : `, connector ${connector}`;
  return `${agoText(at, now)}, from ${who} ${own(waysIn, ingress) ?? ingress}${right}, to ${recipientText(recipient, recipients)}`;
}

const lastOutText = (last: NonNullable<Flow['lastOut']>, now: number): string =>
  `${agoText(last.at, now)}, to ${last.recipient}${byText(last)}`;

/** The way it went, as far as the recipient does not say it. */
function byText({
  recipient,
  way,
  destination,
}: Pick<NonNullable<Flow['lastOut']>, 'recipient' | 'way' | 'destination'>): string {
  if (destination === recipient) return '';
  if (way === 'connector') return ` by ${destination}`;
  return way === 'mailbox' ? ` into ${destination}` : '';
}

function outText(out: Flow['today']['out']): string {
  const parts = out.map(({ way, upstream, delivered, failed, captured }) => {
    const counts = [
      delivered > 0 ? `${delivered} delivered` : '',
      captured > 0 ? `${captured} kept back` : '',
      failed > 0 ? `${failed} failed` : '',
    ];
    const where = upstream === null ? (waysOut[way] ?? way) : `by ${upstream}`;
    return `${counts.filter((count) => count !== '').join(', ')} ${where}`;
  });
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}

function refusedText({ count, reasons }: Flow['today']['refused'], shell: Shell): string {
  if (count === 0) return 'nothing';
  const named = reasons
    .slice(0, bounds.cli.reasonsShown)
    .map((one) => `${one.count} ${one.reason?.replaceAll('-', ' ') ?? 'only counted'}`);
  const rest = count - reasons.slice(0, bounds.cli.reasonsShown).reduce((sum, one) => sum + one.count, 0);
  const all = rest > 0 ? [...named, `${rest} for other reasons`] : named;
  return `${count}: ${all.join(', ')}; which: ${typed(command`trace --status Rejected --since 1d`, shell)}`;
}

function todayLines({ today }: Flow, shell: Shell): readonly Row[] {
  const { zone, midnight, since, in: came, out, refused } = today;
  const from = since > midnight ? `${timeText(since)}, when counting began` : '00:00';
  const ways = came.map(({ ingress, messages }) => `${messages} ${own(waysIn, ingress) ?? ingress}`);
  return [
    ['today', `since ${from} (${zone})`],
    ['  in', ways.length === 0 ? 'nothing' : ways.join(', ')],
    ['  out', outText(out)],
    ['  refused', refusedText(refused, shell)],
  ];
}

function waitingText({ waiting, held }: NonNullable<Status['queue']>, flow: Flow | undefined, now: number): string {
  const counts = `${waiting} waiting, ${held} paused by you`;
  const oldest = flow?.oldest ?? null;
  if (oldest === null || waiting === 0) return counts;
  const { recipient, receivedAt, lastReply, queueId } = oldest;
  const why = lastReply === null ? 'not tried yet' : lastReply;
  return `${counts}; the oldest for ${spanText(Math.max(0, now - receivedAt))}: ${queueId} to ${recipient}${byText(oldest)}: ${why}`;
}

function alarmsText(count: number, raised: Status['raisedAlarms'], shell: Shell): string {
  if (count === 0) return 'none';
  const names = (raised ?? [])
    .slice(0, bounds.cli.alarmsNamed)
    .map(({ kind, subject }) => `${kind.replaceAll('-', ' ')} (${subject})`);
  const named = names.length === 0 ? '' : `: ${listed(names, count)}`;
  return `${count} raised${named}: ${typed(command`alarm list`, shell)}`;
}

const isWell = ({ storeHealthy, disk }: Status): boolean => storeHealthy === true && disk?.full !== true;

const quarantineText = (kept: Status['quarantine'], oldestAt: number, now: number): string =>
  `${many(kept?.messages ?? 0, 'message')}, the oldest for ${spanText(Math.max(0, now - oldestAt))}`;

const restrictedText = (count: number, shell: Shell): string =>
  `${many(count, 'sender')} may not send for now: ${typed(command`restricted list`, shell)}`;

/** A line for each thing that the server says of itself. */
function linesOf(status: Status, shell: Shell): readonly Row[] {
  const line = <Value>(label: string, value: Value | undefined, shown: (value: Value) => string): readonly Row[] =>
    value === undefined ? [] : [[label, shown(value)]];
  const { flow } = status;
  const now = flow?.at ?? 0;
  return [
    ...line('last in', flow?.lastIn, (last) => (last === null ? 'nothing yet' : lastInText(last, now))),
    ...line('last out', flow?.lastOut, (last) => (last === null ? 'nothing yet' : lastOutText(last, now))),
    ...(flow === undefined ? [] : todayLines(flow, shell)),
    ...line('queue', status.queue, (queue) => asTyped(waitingText(queue, flow, now), shell)),
    ...line('quarantine', status.quarantine?.oldestAt ?? undefined, (at) => quarantineText(status.quarantine, at, now)),
    ...line('restricted', status.restricted || undefined, (count) => restrictedText(count, shell)),
    ...line('alarms', status.alarms, (count) => alarmsText(count, status.raisedAlarms, shell)),
    ...line('mode', status.mode, (mode) => (mode === 'evaluation' ? 'EVALUATION - not for real mail' : mode)),
    ...line('version', status.version, String),
    ...line('up', status.uptimeMs, upText),
    ...line('host name', status.hostName, String),
    ...line('listening', status.listeners, (listeners) => listeners.map(listenerText).join(', ')),
    ...line('admin center', status.adminCenter, (found) => adminCenterText(found, shell)),
    ...line('sessions', status.sessions, String),
    ...line('longest pause', status.standstill, pauses),
    ...line('disk', status.disk, diskText),
    ...line('store', status.storeHealthy, (well) => (well ? 'healthy' : 'NOT HEALTHY: mail is put off; see the log')),
    ...(status.log?.linesLost
      ? [['log', `${many(status.log.linesLost, 'line')} could not be written since the start`] as const]
      : []),
    ...line('certificate', status.certificate, certificateText),
    ...screeningLines(status.screening),
  ];
}

function showVerdict(output: Output, flow: Flow | undefined): void {
  if (flow === undefined) return;
  output.told(verdictText(flow));
  const [worst, ...more] = flow.state === 'flows' ? [] : flow.troubles;
  if (worst !== undefined) output.cure('Cure: ', worst);
  for (const trouble of more) {
    output.told(`Also: ${trouble.cause}`);
    output.cure('Cure: ', trouble);
  }
  output.line();
}

export function addStatus(program: Command, run: Run): void {
  program
    .command('status')
    .description(
      'whether mail flows: last in and out, the counts of today, what waits, and how the server is; exit 1 when it takes no mail (its store is not OK, its disk full)',
    )
    .option('--quiet', 'only the exit code: 0 OK, 1 not OK, 3 not running (for health checks)')
    .action(
      run(async (context, chosen: { quiet?: boolean }) => {
        const status: Status = await context.client.ask(house.status, {});
        if (!chosen.quiet) {
          context.output.data(status);
          showVerdict(context.output, status.flow);
          context.output.fields(linesOf(status, context.shell));
        }
        return isWell(status) ? 0 : 1;
      }),
    );
}
