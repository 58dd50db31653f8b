/**
 * `doorpost init`: from nothing, or from an evaluated directory, to a production system that `serve` opens. Asks a person, takes options
 * from a script; may be run again. Works on the data directory itself, so the server must not be running.
 */
import { bounds } from '../../base/bounds.ts';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readNamedFile } from '../../base/named-file.ts';
import { replaceFile } from '../../base/replace-file.ts';
import { systemRandom } from '../../base/random.ts';
import { systemClock } from '../../base/system-clock.ts';
import { type ConfigFileValues, renderConfigFile } from '../../config/config-file.ts';
import { DATABASE_FILE_NAME, type LoadRequest, loadSettings, locate } from '../../config/load.ts';
import { problemText } from '../../config/problem.ts';
import type { Settings } from '../../config/settings.ts';
import { parseAddress, parseHostName } from '../../config/values.ts';
import { house } from '../../admin/contracts/house.ts';
import { listed, whole } from '../terminal/arguments.ts';
import { createClient } from '../client/client.ts';
import { loadRequest, socketPath } from '../context.ts';
import { command, type ShellCommand, typed } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { type SharedOptions, shellOf } from '../terminal/shell.ts';
import { CliFailure, exitCodes, usage } from '../terminal/failure.ts';
import { isAbsent, requirePlace } from '../serve/data-place.ts';
import { planInit } from './init-directory.ts';
import { askForTheRest, type InitOptions } from './init-questions.ts';
import { consent, type Question } from '../questions/consent.ts';
import type { Io } from '../terminal/io.ts';
import { createOutput } from '../terminal/output.ts';

const port = whole(0, 65_535);

export function addInit(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command('init')
    .description('set up a production system, in an empty or an evaluated data directory')
    .option('--hostname <name>', 'name of this server, such as mail.contoso.com')
    .option('--domain <name>', 'first domain of your organization, such as contoso.com')
    .option('--trust-domain', 'take the domain as ours without verification (a LAN-only box)')
    .option('--smtp-port <port>', 'relay and Direct Send (25)', port)
    .option('--submission-port <port>', 'submission with STARTTLS (587)', port)
    .option('--submissions-port <port>', 'submission with implicit TLS (465)', port)
    .option('--http-port <port>', 'administration API on loopback (8525)', port)
    .option('--address <ip>', 'listen here only; repeat for more (all addresses)', listed)
    .option('--egress-address <ip>', 'our address as the Internet sees it, for SPF; repeat for more', listed)
    .option('--certificate <file>', 'PEM chain; twice for RSA and ECDSA', listed)
    .option('--key <file>', 'PEM key of each certificate, in the same order', listed)
    .option('--defaults', 'ask nothing: what no option says is left at its default')
    .option('--remove-evaluation', 'take the evaluation organization out (its mail stays on disk)')
    .addHelpText(
      'after',
      `
Examples:
  doorpost init                                   asks; Enter takes the default
  doorpost init --defaults --hostname mail.contoso.com --domain contoso.com \\
      --certificate rsa.pem --key rsa.key --certificate ecdsa.pem --key ecdsa.key`,
    )
    .action(async (options: InitOptions, command: Command) => {
      finish(await init(options, command.optsWithGlobals(), io));
    });
}

async function init(given: InitOptions, shared: SharedOptions, io: Io): Promise<number> {
  const output = createOutput(io, shared);
  const place = locate(loadRequest(shared, io));
  await requirePlace(place);
  await refuseWhileRunning(shared, io);
  const request = { ...loadRequest(shared, io), dataDirectory: place.dataDirectory };
  const existing = isAbsent(place.file) ? null : String(await readNamedFile(place.file));
  const current = currentSettings(request, existing);
  const options = await completed(given, current, io);
  const hostName = nameOf('host name', options.hostname ?? '');
  const domain = (options.domain ?? '') === '' ? null : nameOf('domain', options.domain ?? '');
  const text = renderConfigFile(existing, fileValues(options, hostName));
  const settings = futureSettings(request, text);
  const question = existingQuestion(place.file, current, { existing, text }, options);
  if (question !== null) await consent(io, question, options.yes);

  await mkdir(place.dataDirectory, { recursive: true, mode: 0o700 });
  await mkdir(dirname(place.file), { recursive: true });
  await replaceFile(place.file, text);

  const { openHouse } = await import('../../house.ts');
  const house = await openHouse(settings);
  let plan: ReturnType<typeof planInit>;
  try {
    const directory = await house.store.directory.load();
    plan = planInit(
      directory,
      {
        domain,
        organization: shared.organization ?? null,
        trustDomain: options.trustDomain === true,
        removeEvaluation: options.removeEvaluation === true,
      },
      { ids: house.ids, clock: systemClock, random: systemRandom },
    );
    await house.store.directory.change(plan.edits, 'init', systemClock.now());
  } finally {
    await house.close(0);
  }

  const renamed = current !== null && current.hostName !== hostName ? current.hostName : null;
  output.data({
    file: place.file,
    ...(renamed === null ? {} : { hostNameBefore: renamed }),
    dataDirectory: place.dataDirectory,
    done: plan.done,
    verificationToken: plan.verificationToken,
  });
  output.line(`${place.file} written; data is in ${place.dataDirectory}`);
  if (renamed !== null) output.warn(renamedText(renamed, hostName));
  for (const sentence of plan.done) output.line(`  ${sentence}`);
  output.heading('Next');
  const steps = nextSteps(domain, plan.verificationToken).map(([act, what]) => [
    typeof act === 'string' ? act : typed(act, shellOf(io, shared)),
    what,
  ]);
  const width = Math.max(...steps.map(([act = '']) => act.length));
  steps.forEach(([act = '', what = ''], index) =>
    output.line(`  ${index + 1}. ${act.padEnd(width)}  ${what}`.trimEnd()),
  );
  if (settings.certificates.length === 0)
    output.line(
      '\nNo certificate was named: a self-signed one is made at the first start. Devices that check certificates need a real one (docs/operate/tls.md).'.trim(),
    );
  if (plan.evaluationShut)
    output.hint(say`The evaluation organization is still there; to take it out: ${command`init --remove-evaluation`}`);
  return 0;
}

const renamedText = (before: string, now: string): string =>
  `the name of this server was ${before} and is ${now} from the next start on: devices, DNS (MX names end in it unless serviceHost is set), PTR and certificates have to follow; to keep it, run init again with --hostname ${before}`;

/** null: nothing that is there changes. */
function existingQuestion(
  file: string,
  current: Settings | null,
  { existing, text }: { readonly existing: string | null; readonly text: string },
  { removeEvaluation }: InitOptions,
): Question | null {
  const before = new Set(existing?.split('\n'));
  const changed =
    current === null || existing === text ? 0 : text.split('\n').filter((line) => !before.has(line)).length;
  const lost = [
    ...(changed === 0
      ? []
      : [`${changed === 1 ? '1 line' : `${changed} lines`} of ${file} ${changed === 1 ? 'changes' : 'change'}`]),
    ...(removeEvaluation
      ? ['the evaluation organization is removed with its mailboxes and sign-ins; its mail stays on the disk']
      : []),
  ];
  return lost.length === 0 ? null : { act: 'change the system that is set up here', lost };
}

/** Each with what it is for. */
function nextSteps(
  domain: string | null,
  token: string | null,
): readonly (readonly [act: ShellCommand | string, what: string])[] {
  return [
    [command`serve`, 'start it (systemd: docs/operate/install.md)'],
    ...(token === null || domain === null
      ? []
      : ([
          [`publish at ${domain}:  TXT "${token}"`, ''],
          [command`domain verify ${domain}`, 'asks each authoritative server'],
        ] as const)),
    domain === null
      ? [command`domain add contoso.com`, '']
      : [command`domain records ${domain}`, 'MX, SPF, and what to type into a device'],
    [command`connector add ${'Copier room'} --address 192.0.2.10`, ''],
    [command`mailbox add ${`scanner@${domain ?? 'contoso.com'}`} --password`, ''],
  ];
}

/** Two processes on one data directory would not agree about the directory. */
async function refuseWhileRunning(shared: SharedOptions, io: Io): Promise<void> {
  const { dataDirectory } = locate(loadRequest(shared, io));
  if (!existsSync(join(dataDirectory, DATABASE_FILE_NAME))) return;
  const answered = await createClient({ kind: 'socket', path: socketPath(shared, io) })
    .ask(house.status, { timeoutMs: bounds.cli.isRunning })
    .then(
      () => true,
      (error: unknown) => !(error instanceof CliFailure && error.exitCode === exitCodes.unreachable),
    );
  if (answered) throw new CliFailure(`Doorpost is running in ${dataDirectory}`, 'stop it, then run init again');
}

function fileValues(options: InitOptions, hostName: string): ConfigFileValues {
  const certificates = options.certificate ?? [];
  const keys = options.key ?? [];
  if (certificates.length !== keys.length)
    throw usage(
      `${certificates.length} --certificate but ${keys.length} --key`,
      'give one --key for each --certificate, in the same order',
    );
  for (const address of [...(options.address ?? []), ...(options.egressAddress ?? [])])
    if (parseAddress(address) === null)
      throw usage(`${JSON.stringify(address)} is not an IP address`, 'write it as 192.0.2.5 or 2001:db8::5');
  const addresses = options.address === undefined ? {} : { addresses: options.address };
  const listener = (chosen: number | undefined) => ({
    ...(chosen === undefined ? {} : { port: chosen }),
    ...addresses,
  });
  const listeners = {
    smtp: listener(options.smtpPort),
    submission: listener(options.submissionPort),
    submissions: listener(options.submissionsPort),
  };
  return {
    hostName,
    listeners: Object.fromEntries(Object.entries(listeners).filter(([, listener]) => Object.keys(listener).length > 0)),
    ...(options.httpPort === undefined ? {} : { httpPort: options.httpPort }),
    certificates: certificates.map((certificate, index) => ({
      certificateFile: resolve(certificate),
      keyFile: resolve(keys[index] ?? ''),
    })),
    ...(options.egressAddress === undefined ? {} : { egressAddresses: options.egressAddress }),
  };
}

/** From options, environment and, on a terminal, questions. */
async function completed(options: InitOptions, current: Settings | null, io: Io): Promise<InitOptions> {
  const hostName = options.hostname ?? (io.env['DOORPOST_HOSTNAME'] || undefined);
  const known = hostName === undefined ? options : { ...options, hostname: hostName };
  if (io.stdinIsTerminal && io.stdoutIsTerminal && options.defaults !== true) return askForTheRest(known, current);
  if (hostName !== undefined) return known;
  throw usage('--hostname is missing', say`${command`init --hostname mail.contoso.com --domain contoso.com`}`);
}

function nameOf(what: string, text: string): string {
  const parsed = parseHostName(text);
  if (parsed === null) throw usage(`${what} ${JSON.stringify(text)} is not a name`, 'write it as contoso.com');
  return parsed;
}

/** The production settings in the file so far: what stays as it is. Null: none. Throws when the file has problems of its own. */
function currentSettings(request: LoadRequest, existing: string | null): Settings | null {
  if (existing === null) return null;
  const result = loadSettings({ ...request, text: existing });
  if (result.ok) return result.settings.mode === 'evaluation' ? null : result.settings;
  const problems = result.problems.filter(({ path }) => path !== 'hostName');
  if (problems.length > 0)
    throw new CliFailure(
      `${result.file} has problems, so init leaves it as it is`,
      'mend them first',
      exitCodes.refused,
      problems.map((problem) => ({ path: '', text: problemText(problem), told: problem })),
    );
  return null;
}

/** The settings as they will be. The lines of a file that is not written yet would lead nobody anywhere: only the settings are named. */
function futureSettings(request: LoadRequest, text: string): Settings {
  const result = loadSettings({ ...request, text });
  if (result.ok) return result.settings;
  throw new CliFailure(
    `${result.file} was not written: what was asked for has ${result.problems.length === 1 ? 'a problem' : 'problems'}`,
    null,
    exitCodes.refused,
    result.problems.map((problem) => ({
      path: '',
      text: `${problem.file === 'environment' ? 'environment ' : ''}${problem.path}: ${problem.message}`,
      told: problem,
    })),
  );
}
