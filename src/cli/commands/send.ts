/** `doorpost send`: a test message over real SMTP by any of the three ways, then what the server said and what became of it. */
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { given } from '../../base/given.ts';
import { bounds } from '../../base/bounds.ts';
import { anyShell, command, typed } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { size, whole } from '../terminal/arguments.ts';
import { house } from '../../admin/contracts/house.ts';
import { type Run } from './collection.ts';
import { type Context, obtainPassword } from '../context.ts';
import { CliFailure, usage } from '../terminal/failure.ts';
import { streamInput } from '../terminal/read-input.ts';
import { systemClock } from '../../base/system-clock.ts';
import { Times } from '../terminal/times.ts';
import { findPasted } from './trace/find.ts';

interface SendOptions {
  readonly way: string;
  readonly to: readonly string[];
  readonly from?: string;
  readonly server?: string;
  readonly port?: number;
  readonly tls?: string;
  readonly username?: string;
  readonly passwordStdin?: boolean;
  readonly subject?: string;
  readonly text?: string;
  readonly size?: number;
  readonly attach?: readonly string[];
  readonly localAddress?: string;
  readonly wait: boolean;
}

const ways = ['relay', 'submission', 'direct'] as const;
const tlsWays = ['starttls', 'implicit', 'none'] as const;
type Tls = (typeof tlsWays)[number];
/** Direct Send is what strangers do; this domain is reserved for examples (RFC 2606). */
const STRANGER = 'stranger@example.net';
/** The index follows within a second; delivery to an own mailbox is quicker than that. */
const TRACE_PAUSE_MS = 300;

const repeated = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text];

export function addSend(program: Command, run: Run): void {
  program
    .command('send')
    .description('send a test message by one of the three ways, and show what happened')
    .option('--way <way>', 'relay, submission or direct', 'relay')
    .requiredOption('--to <address>', 'recipient; repeat for more', repeated)
    .option('--from <address>', `sender (submission: the login name; direct: ${STRANGER})`)
    .option('--server <host>', 'where to (this server)')
    .option('--port <port>', 'its port (as this server listens)', whole(1, 65_535))
    .option('--tls <how>', 'starttls, implicit or none (submission: starttls, else none)')
    .option('--username <login>', 'sign in as (way submission); asks for the password')
    .option('--password-stdin', 'read the password from standard input (else DOORPOST_PASSWORD, else asked)')
    .option('--subject <text>', 'subject')
    .option('--text <text>', 'text')
    .option('--size <size>', 'with an attachment of this size, such as 25MiB', size)
    .option('--attach <file>', 'attach a file; repeat for more', repeated)
    .option(
      '--local-address <ip>',
      'connect from this address (way direct on this machine: 127.0.0.2, which no connector covers)',
    )
    .option('--no-wait', 'do not look for it in the trace')
    .addHelpText(
      'after',
      `
Examples:
  doorpost send --way relay --from alarm@doorpost.test --to someone@example.com
  doorpost send --way submission --username scanner@doorpost.test --to inbox@doorpost.test --size 25MiB
  doorpost send --way direct --to inbox@doorpost.test`,
    )
    .action(run(send));
}

/** The message and its way, as far as the options say it. */
interface Letter {
  readonly way: Way;
  readonly from: string;
  /** null: nobody signs in. */
  readonly login: { readonly user: string; readonly pass: string } | null;
}

type Way = (typeof ways)[number];

async function send(context: Context, chosen: SendOptions): Promise<number> {
  const letter = await letterOf(context, chosen);
  const { way } = letter;
  const place = await placeOf(context, way, chosen);
  const tls = tlsOf(way, place, chosen);
  const localAddress = localAddressOf(way, place, chosen);
  context.output.line(
    `${way} to ${place.host}:${place.port}${localAddress === undefined ? '' : ` from ${localAddress}`}, TLS ${tls}`,
  );
  const { accepted, reply } = await sent(context, chosen, letter, { ...place, tls, localAddress });
  context.output.line(`${accepted ? 'accepted' : 'REFUSED'}: ${reply}`);
  const id = /Queued as ([0-9A-Z]{16})/u.exec(reply)?.[1] ?? /\bref ([0-9A-Z]{16}-\d+)/u.exec(reply)?.[1] ?? null;
  if (context.output.json) context.output.data({ way, accepted, reply, id });
  else if (id !== null && chosen.wait && chosen.server === undefined) await showStory(context, id);
  else if (id !== null) context.output.hint(say`see: ${command`trace ${id}`}`);
  return accepted ? 0 : 1;
}

async function letterOf(context: Context, chosen: SendOptions): Promise<Letter> {
  const way = ways.find((one) => one === chosen.way);
  if (way === undefined) throw usage(`${JSON.stringify(chosen.way)} is no way in`, `--way ${ways.join('|')}`);
  if (chosen.size !== undefined && chosen.size > bounds.cli.testMessage)
    throw usage('a test message may have up to 1GiB');
  if (way !== 'submission') return { way, from: senderOf(way, chosen), login: null };
  const user = chosen.username ?? chosen.from;
  if (user === undefined) throw usage('submission signs in', 'give --username');
  const pass = await obtainPassword(context.io, chosen.passwordStdin === true, `Password of ${user}`);
  return { way, from: chosen.from ?? user, login: { user, pass } };
}

function senderOf(way: Way, { from, username }: SendOptions): string {
  const sender = from ?? username ?? (way === 'direct' ? STRANGER : undefined);
  if (sender !== undefined) return sender;
  throw usage('--from is missing', 'relay asks for a sender in one of our verified domains: --from alarm@contoso.com');
}

function tlsOf(way: Way, { implicit }: Place, chosen: SendOptions): Tls {
  const how = chosen.tls ?? (way === 'submission' ? (implicit ? 'implicit' : 'starttls') : 'none');
  const known = tlsWays.find((one) => one === how);
  if (known === undefined) throw usage(`${JSON.stringify(how)} is no way to use TLS`, '--tls starttls|implicit|none');
  return known;
}

/** A stranger, where nobody says otherwise: 127.0.0.2, which no connector covers. */
function localAddressOf(way: Way, { host }: Place, { localAddress }: SendOptions): string | undefined {
  const loopback = /^(?:127\.|localhost$)/u.test(host);
  return localAddress ?? (way === 'direct' && loopback ? '127.0.0.2' : undefined);
}

interface Connection extends Place {
  readonly tls: Tls;
  readonly localAddress: string | undefined;
}

/** The server's answer. @throws CliFailure where there is none. */
async function sent(
  context: Context,
  chosen: SendOptions,
  { way, from, login }: Letter,
  { host, port, tls, localAddress }: Connection,
): Promise<{ readonly accepted: boolean; readonly reply: string }> {
  const attachments = await attachmentsOf(context, chosen);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    // A test of the way in, often before there is a certificate that anybody trusts.
    tls: { rejectUnauthorized: false },
    connectionTimeout: 15_000,
    greetingTimeout: 30_000,
    socketTimeout: 180_000,
    name: 'doorpost-send',
    ...given({ localAddress }),
    ...(login === null ? {} : { auth: login }),
  });
  try {
    const sending = transport.sendMail({
      from,
      to: [...chosen.to],
      subject: chosen.subject ?? `Doorpost test (${way})`,
      text: chosen.text ?? `A test message, sent by \`${typed(command`send --way ${way}`, anyShell)}\`.\n`,
      attachments,
    });
    return { accepted: true, reply: (await context.output.during('sending ...', sending)).response };
  } catch (error) {
    const { response, message, code } = error as Error & { response?: string; code?: string };
    if (response !== undefined) return { accepted: false, reply: response };
    const cure = 'check --server and --port, and that Doorpost runs there';
    throw new CliFailure(`not sent: ${message}`, code === 'ECONNECTION' || code === 'ESOCKET' ? cure : null);
  } finally {
    transport.close();
  }
}

async function showStory(context: Context, id: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, TRACE_PAUSE_MS));
    try {
      await findPasted(context, new Times({ now: systemClock.now() }), id);
      return;
    } catch (error) {
      if (!(error instanceof CliFailure) || attempt >= bounds.cli.traceTries) throw error;
    }
  }
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly implicit: boolean;
}

/** The port on which this server listens for the way, unless told otherwise. */
async function placeOf(context: Context, way: Way, chosen: SendOptions): Promise<Place> {
  const wanted =
    way === 'submission' ? (chosen.tls === 'implicit' ? ['submissions'] : ['submission', 'submissions']) : ['relay'];
  if (chosen.port !== undefined)
    return { host: chosen.server ?? '127.0.0.1', port: chosen.port, implicit: chosen.tls === 'implicit' };
  if (chosen.server !== undefined) {
    const implicit = chosen.tls === 'implicit';
    return { host: chosen.server, port: way === 'submission' ? (implicit ? 465 : 587) : 25, implicit };
  }
  const { listeners } = await context.client.ask(house.status, {});
  const found =
    wanted.map((role) => listeners.filter((one) => one.role === role)).find((some) => some.length > 0) ?? [];
  const one = found.find((each) => !each.address.includes(':')) ?? found[0];
  if (one === undefined)
    throw new CliFailure(`no listener takes ${way}`, 'switch it on in doorpost.yaml, or name --server and --port');
  const host = ['0.0.0.0', '::', ''].includes(one.address) ? '127.0.0.1' : one.address;
  return { host, port: one.port, implicit: one.role === 'submissions' };
}

async function attachmentsOf(
  context: Context,
  chosen: SendOptions,
): Promise<{ filename: string; content: Readable; contentType?: string }[]> {
  const files = [];
  for (const file of chosen.attach ?? []) {
    files.push({ filename: basename(file), content: await streamInput(context, file, bounds.cli.testMessage) });
  }
  if (chosen.size === undefined) return files;
  return [
    ...files,
    { filename: 'scan.pdf', contentType: 'application/pdf', content: Readable.from(filler(chosen.size)) },
  ];
}

/** Octets that do not compress, made as they are needed: a test of 1 GiB must not take 1 GiB of memory. */
function* filler(bytes: number): Generator<Buffer> {
  const block = randomBytes(64 * 1024);
  for (let left = bytes; left > 0; left -= block.length) yield left >= block.length ? block : block.subarray(0, left);
}
