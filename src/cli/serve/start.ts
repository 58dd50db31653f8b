/**
 * `doorpost start` and `doorpost serve`. Start opens evaluation mode in an empty data directory and reopens it there; in any other it
 * is serve. Serve never opens evaluation mode.
 */
import { bounds } from '../../base/bounds.ts';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { systemRandom } from '../../base/random.ts';
import { replaceFile } from '../../base/replace-file.ts';
import { systemClock } from '../../base/system-clock.ts';
import { DATABASE_FILE_NAME, type LoadResult, loadSettings, locate } from '../../config/load.ts';
import { problemText } from '../../config/problem.ts';
import type { Log } from '../../base/log.ts';
import type { OpenPort } from '../../opened-house.ts';
import type { House } from '../../house.ts';
import { given } from '../../base/given.ts';
import { anyShell, command, type Shell, typed } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { evaluationBanner } from './banner.ts';
import { loadRequest, userName } from '../context.ts';
import { type SharedOptions, shellOf } from '../terminal/shell.ts';
import { scannerPassword, seedEvaluation } from './evaluation.ts';
import { CliFailure } from '../terminal/failure.ts';
import type { Io } from '../terminal/io.ts';
import { isAbsent, requirePlace } from './data-place.ts';
import { giveBackSoon } from './give-back.ts';
import { createLog, type ProcessLog } from './log.ts';
import { isJournal, standardOutput } from './output-port.ts';
import { Supervisor } from './supervisor.ts';
import { ownFaults } from './own-faults.ts';
import { runUntilStopped } from './run-house.ts';
import { version } from '../version.ts';

const EVALUATION_FILE = `# Doorpost, EVALUATION MODE: for trying it out on this machine, not for real mail.
# It listens on loopback only and captures mail for outside domains instead of sending it.
# \`${typed(command`init`, anyShell)}\` makes it a production system. All settings: docs/configuration.md
mode: evaluation
`;

export async function start(shared: SharedOptions, io: Io): Promise<number> {
  const { dataDirectory, file } = locate(loadRequest(shared, io));
  await requirePlace({ dataDirectory, file });
  if (isAbsent(join(dataDirectory, DATABASE_FILE_NAME)) && isAbsent(file)) {
    await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
    await mkdir(dirname(file), { recursive: true });
    await replaceFile(file, EVALUATION_FILE);
  }
  const found = loaded(shared, io);
  return found.settings.mode === 'evaluation' ? evaluate(found, shared, io) : run(found, shared, io, tellLink);
}

export async function serve(shared: SharedOptions, io: Io): Promise<number> {
  const { dataDirectory, file } = locate(loadRequest(shared, io));
  await requirePlace({ dataDirectory, file });
  const hostName = io.env['DOORPOST_HOSTNAME'] ?? '';
  if (isAbsent(file) && hostName === '') {
    throw new CliFailure(
      `nothing is configured yet: there is no ${file}${isAbsent(dataDirectory) ? ', and no data directory' : ''}`,
      say`set it up with \`${command`init`}\` (host name, first domain, ports, certificate); to only try it out: \`${command`start`}\``,
    );
  }
  const found = loaded(shared, io);
  const { settings } = found;
  if (settings.mode === 'evaluation')
    throw new CliFailure(
      `${settings.dataDirectory} is in evaluation mode, which serve never opens`,
      say`make it a production system with \`${command`init`}\`, or go on evaluating with \`${command`start`}\``,
    );
  return run(found, shared, io);
}

type Loaded = Extract<LoadResult, { readonly ok: true }>;

/** Settings and where they come from; throws with every problem there is. */
export function loaded(shared: SharedOptions, io: Io): Loaded {
  const result = loadSettings(loadRequest(shared, io));
  if (result.ok) return result;
  throw new CliFailure(
    `the configuration has ${result.problems.length === 1 ? 'a problem' : `${result.problems.length} problems`}`,
    null,
    1,
    result.problems.map((problem) => ({ path: '', text: problemText(problem), told: problem })),
  );
}

/** The second terminal knows neither our options nor our environment, and may stand in another folder. */
function secondTerminal({ data, config }: SharedOptions, io: Io): Shell {
  const place = (option: string | undefined, variable: string): string | undefined => {
    const said = option ?? io.env[variable] ?? '';
    return said === '' ? undefined : resolve(said);
  };
  return shellOf(io, given({ data: place(data, 'DOORPOST_DATA'), config: place(config, 'DOORPOST_CONFIG') }));
}

async function evaluate(found: Loaded, shared: SharedOptions, io: Io): Promise<number> {
  return withHouse(found, io, {
    async prepare(house) {
      const deps = { clock: systemClock, random: systemRandom, ids: house.ids };
      house.directory.replace(await seedEvaluation(house.store, deps));
    },
    async started(house, print) {
      const wanted = io.env['DOORPOST_EVALUATION_PASSWORD'] ?? '';
      const deps = { clock: systemClock, random: systemRandom, ids: house.ids };
      const { directory, password } = await scannerPassword(house.store, deps, wanted === '' ? null : wanted);
      house.directory.replace(directory);
      print(
        evaluationBanner({
          listening: house.listening(),
          dataDirectory: found.settings.dataDirectory,
          password,
          link: await linkFor(house, io),
          shell: secondTerminal(shared, io),
        }),
      );
    },
  });
}

const tellNothing: typeof tellLink = async () => {};

/** A service is watched by others: only a person at a terminal is given a way in. */
const isForPerson = (io: Io): boolean =>
  io.stdoutIsTerminal && (io.env['container'] ?? '') === '' && CONTAINER_MARKS.every(isAbsent);

/** Docker's, and Podman's. */
const CONTAINER_MARKS = ['/.dockerenv', '/run/.containerenv'];

const linkFor = (house: House, io: Io): Promise<string | null> =>
  isForPerson(io) ? house.signInLink(`local:${io.env['SUDO_USER'] ?? userName()}`) : Promise.resolve(null);

async function tellLink(house: House, io: Io, print: (text: string) => void): Promise<void> {
  const link = await linkFor(house, io);
  if (link !== null) print(`Admin center (once, within 15 minutes): ${link}\n`);
}

async function run(found: Loaded, shared: SharedOptions, io: Io, tell = tellNothing): Promise<number> {
  return withHouse(found, io, {
    async prepare(house, log) {
      const { system } = house.directory.current;
      if (system?.captureOutbound === true)
        log.warn(
          {},
          `mail for outside domains is captured, not sent: switch it off with \`${typed(command`init`, shellOf(io, shared))}\``,
        );
    },
    started: (house, print) => tell(house, io, print),
  });
}

interface StartActions {
  /** The store is open, the ports are not. */
  prepare(house: House, log: Log): Promise<void>;
  /** The ports are open. */
  started(house: House, print: (text: string) => void): Promise<void>;
}

/** Opens, prepares, starts, says what there is to say, runs, closes. */
async function withHouse(found: Loaded, io: Io, actions: StartActions): Promise<number> {
  io.serving?.();
  const to = { isJournal: isJournal(io.env), isTerminal: io.stdoutIsTerminal };
  const output = createLog(found.settings.log, standardOutput(), systemClock, to);
  const { log } = output;
  const forget = ownFaults(log, () => output.close(bounds.cli.lastLines));
  try {
    using supervisor = new Supervisor(io.env, { pid: process.pid, clock: systemClock, log });
    return await opened(found, output, actions, supervisor, io.stdoutIsTerminal);
  } finally {
    await output.close(bounds.cli.lastLines);
    forget();
  }
}

async function opened(
  { settings, raw }: Loaded,
  { log, lost, print }: ProcessLog,
  actions: StartActions,
  supervisor: Supervisor,
  inTerminal: boolean,
): Promise<number> {
  // Loaded here, not above: commands that only speak to a server start without the whole house.
  const { openHouse } = await import('../../house.ts');
  const house = await openHouse(settings, { raw, log, logLinesLost: lost });
  try {
    await actions.prepare(house, log);
    await house.start();
    log.info(
      { version: version(), dataDirectory: settings.dataDirectory, listeners: house.listening().map(listenerText) },
      'Doorpost is open',
    );
    const givenBack = giveBackSoon(systemClock);
    const code = await runUntilStopped(
      house,
      log,
      process,
      () => systemClock.monotonic(),
      async () => {
        await actions.started(house, print);
        supervisor.ready();
      },
      inTerminal,
    );
    givenBack.cancel();
    log.info({ code }, 'Doorpost is closed');
    return code;
  } catch (error) {
    await house.close(0);
    throw portFailure(error) ?? error;
  }
}

/** `smtp 192.0.2.5:25`, `http [::1]:8525` */
const listenerText = ({ name, address, port }: OpenPort): string =>
  `${name} ${address.includes(':') ? `[${address}]` : address}:${port}`;

/** A port in use, or one that needs a privilege, in one line. The listener names its setting in the message. */
function portFailure(error: unknown): CliFailure | null {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new CliFailure(message, 'stop what uses the port, or change the setting');
  if (code === 'EACCES' && /listen/u.test(message))
    return new CliFailure(
      message,
      'ports below 1024 need root, CAP_NET_BIND_SERVICE (the systemd unit has it), or another port',
    );
  return null;
}
