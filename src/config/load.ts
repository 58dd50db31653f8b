/**
 * From `doorpost.yaml` and the environment to Settings. Every problem is found in one go, with its line and its cure. Runs before the
 * server does, so it may read files while the caller waits. Promises: the settings it gives are whole and fit together; it changes
 * nothing on disk. It never opens evaluation mode by itself: only a file that says so does.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { type NamedInputs, NamedFileError, readNamedFileNow } from '../base/named-file.ts';
import type { ConfigProblem } from './problem.ts';
import { type RawSettings, readEnvironment } from './raw-settings.ts';
import { settingsByPath, type SettingPath, type SettingValue, standardOf } from './setting-table.ts';
import type { ListenerSettings, Settings } from './settings.ts';
import { readFileText } from './settings-file.ts';
import { toldCure } from '../texts/remedy.ts';
import type { Cure } from '../mail/remedy.ts';

export interface LoadRequest {
  /** `--config`. Default: DOORPOST_CONFIG, else doorpost.yaml in the data directory. */
  readonly file?: string;
  /** How that file is read; absent: as any other. */
  readonly read?: NamedInputs['read'];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--data`. Default: DOORPOST_DATA, else what the file says, else `./data`. */
  readonly dataDirectory?: string;
  /** The text that the file will have, to be judged before it is written: read instead of the file. */
  readonly text?: string;
}

export type LoadResult =
  | {
      readonly ok: true;
      readonly settings: Settings;
      /** The value as written, and its place; absent: a default. */
      readonly raw: RawSettings;
      readonly file: string;
      readonly fileExists: boolean;
    }
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly file: string;
      readonly fileExists: boolean;
    };

const DEFAULT_DATA_DIRECTORY = 'data';
const CONFIG_FILE_NAME = 'doorpost.yaml';
export const DATABASE_FILE_NAME = 'doorpost.db';

/** The places of the data directory and the file, before anything has been read. */
export function locate(request: LoadRequest): {
  readonly dataDirectory: string;
  readonly file: string;
  readonly fileNamed: boolean;
} {
  const named = request.file ?? set(request.env['DOORPOST_CONFIG']);
  const data = request.dataDirectory ?? set(request.env['DOORPOST_DATA']);
  const dataDirectory = resolve(data ?? (named === undefined ? DEFAULT_DATA_DIRECTORY : dirname(named)));
  return {
    dataDirectory,
    file: named === undefined ? join(dataDirectory, CONFIG_FILE_NAME) : resolve(named),
    fileNamed: named !== undefined,
  };
}

const set = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text;

export function loadSettings(request: LoadRequest): LoadResult {
  const place = locate(request);
  const { file } = place;
  const problems: ConfigProblem[] = [];
  const raw: RawSettings = new Map();
  const { fileExists, understood } = readFile(request, place, raw, problems);
  readEnvironment(request.env, raw, problems);
  if (request.dataDirectory !== undefined)
    raw.set('dataDirectory', {
      value: request.dataDirectory,
      place: { file: 'environment', line: null, column: null, path: '--data' },
    });

  const isNamed = valueOf('hostName', raw) !== null;
  if (understood && !isNamed && !problems.some(({ path }) => path === 'hostName' || path === 'DOORPOST_HOSTNAME'))
    problems.push(nameMissing(file, fileExists));

  const settings = settingsOf(raw, { file, fileExists, dataDirectory: place.dataDirectory });
  if (understood) problems.push(...disagreements(settings, raw, file));
  if (problems.length > 0) return { ok: false, problems, file, fileExists };
  return { ok: true, settings, raw, file, fileExists };
}

interface FileRead {
  readonly fileExists: boolean;
  /** Else nothing is said about what a file lacks that could not be read. */
  readonly understood: boolean;
}

function readFile(
  request: LoadRequest,
  { file, fileNamed }: ReturnType<typeof locate>,
  raw: RawSettings,
  problems: ConfigProblem[],
): FileRead {
  // A person may hand it over by a pipe; the environment names files.
  const read = (request.file === undefined ? undefined : request.read) ?? readNamedFileNow;
  let text: string;
  try {
    text = request.text ?? read(file).toString('utf8');
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (isAbsent && !fileNamed) return { fileExists: false, understood: true };
    problems.push(unreadableFile(file, error));
    return { fileExists: false, understood: false };
  }
  return { fileExists: true, understood: readFileText(file, text, raw, problems) };
}

function unreadableFile(file: string, error: unknown): ConfigProblem {
  const nowhere = { file, line: null, column: null, path: '' };
  if (error instanceof NamedFileError && error.isRefused)
    return { ...nowhere, message: error.trouble, ...toldCure(error.cure) };
  const code = (error as NodeJS.ErrnoException).code ?? String(error);
  const cure: Cure =
    code === 'ENOENT' ? { act: 'name-or-make-file' } : 'make it readable for the user that runs Doorpost';
  return { ...nowhere, message: `cannot be read (${code})`, ...toldCure(cure) };
}

const nameMissing = (file: string, fileExists: boolean): ConfigProblem => ({
  file,
  line: fileExists ? 1 : null,
  column: fileExists ? 1 : null,
  path: 'hostName',
  message: fileExists ? 'is missing' : 'is missing, and so is the file',
  ...toldCure({ act: 'set-host-name' }),
});

/** @param from the file, and the data directory that holds where none is written. */
function settingsOf(
  raw: RawSettings,
  from: { readonly file: string; readonly fileExists: boolean; readonly dataDirectory: string },
): Settings {
  const folder = dirname(from.file);
  const value = <Path extends SettingPath>(path: Path): SettingValue<Path> => valueOf(path, raw);
  const path = (name: SettingPath, fallback: string): string => {
    const entry = raw.get(name);
    if (entry === undefined) return fallback;
    const text = entry.value as string;
    return isAbsolute(text) ? text : resolve(entry.place.file === 'environment' ? '.' : folder, text);
  };

  const dataDirectory = path('dataDirectory', from.dataDirectory);

  const hostName = value('hostName');
  const listener = (
    role: ListenerSettings['role'],
    name: 'smtp' | 'submission' | 'submissions',
  ): readonly ListenerSettings[] => {
    const port = `listeners.${name}.port` as const;
    if (!value(`listeners.${name}.enabled`)) return [];
    const setting = `${port} (${settingsByPath[port].env})`;
    return [{ name, role, addresses: value(`listeners.${name}.addresses`), port: value(port), setting }];
  };

  const certificates = value('certificates').map((pair) => {
    const base = raw.get('certificates')?.place.file === 'environment' ? '.' : folder;
    return { certificateFile: resolve(base, pair.certificateFile), keyFile: resolve(base, pair.keyFile) };
  });

  return {
    mode: value('mode'),
    ...(from.fileExists ? { file: from.file } : {}),
    dataDirectory,
    hostName: hostName ?? 'localhost',
    serviceHost: value('serviceHost') ?? hostName ?? 'localhost',
    submissionHost: value('submissionHost') ?? hostName ?? 'localhost',
    listeners: [
      ...listener('relay', 'smtp'),
      ...listener('submission', 'submission'),
      ...listener('submissions', 'submissions'),
    ],
    http: httpOf(value),
    signIn: { secondFactor: value('signIn.secondFactor'), idleMs: value('signIn.idle') },
    oidc: oidcOf(value, (name) => (raw.has(name) ? path(name, '') : null)),
    adminSocket: path('adminSocket', defaultAdminSocket(dataDirectory)),
    certificates,
    clientCaFile: raw.has('clientCaFile') ? path('clientCaFile', '') : null,
    proxyFrom: value('proxyFrom'),
    egressAddresses: value('egressAddresses'),
    outboundBind: { ipv4: value('outboundBind.ipv4'), ipv6: value('outboundBind.ipv6') },
    dnsServers: value('dnsServers'),
    validatingDnsServers: value('validatingDnsServers'),
    tlsReports: { contact: value('tlsReports.contact'), send: value('tlsReports.send') },
    queue: {
      concurrentDeliveries: value('queue.concurrentDeliveries'),
      perLane: value('queue.perLane'),
      delayNoticeAfterMs: value('queue.delayNoticeAfter'),
      expiryMxMs: value('queue.expiryMx'),
      expiryOtherMs: value('queue.expiryOther'),
    },
    trace: { keepDays: value('trace.keepDays') },
    alarms: { oldestMailMs: value('alarms.oldestMail') || null },
    screening: { rspamdUrl: value('screening.rspamd.url'), clamdAddress: value('screening.clamd.address') },
    log: {
      level: value('log.level'),
      format: value('log.format'),
    },
    minFreeBytes: value('minFree'),
  };
}

/** @param value of a setting, as written or its standard. */
const httpOf = (value: <Path extends SettingPath>(path: Path) => SettingValue<Path>): Settings['http'] => ({
  addresses: value('http.addresses'),
  port: value('http.port'),
  tls: value('http.tls'),
  hosts: value('http.hosts'),
  trustedProxies: value('http.trustedProxies'),
  url: value('http.url'),
});

const oidcOf = (
  value: <Path extends SettingPath>(path: Path) => SettingValue<Path>,
  file: (name: SettingPath) => string | null,
): Settings['oidc'] => ({
  issuer: value('oidc.issuer'),
  clientId: value('oidc.clientId'),
  clientSecretFile: file('oidc.clientSecretFile'),
  rolesClaim: value('oidc.rolesClaim'),
  scopes: value('oidc.scopes'),
  name: value('oidc.name'),
  caFile: file('oidc.caFile'),
});

/** The value as written, or one that stands for it. */
function valueOf<Path extends SettingPath>(path: Path, raw: RawSettings): SettingValue<Path> {
  if (raw.has(path)) return raw.get(path)?.value as SettingValue<Path>;
  return standardOf(path, raw.get('mode')?.value === 'evaluation');
}

/** Windows has no socket files; a named pipe stands in, one per data directory. */
export function defaultAdminSocket(dataDirectory: string): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\doorpost${dataDirectory.replace(/[^A-Za-z0-9]+/gu, '-')}`
    : join(dataDirectory, 'admin.sock');
}

/** Settings that are right by themselves and wrong together, or with the disk. */
function disagreements(settings: Settings, raw: RawSettings, file: string): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const at = (path: string, message: string, cure: Cure): void => {
    const place = raw.get(path)?.place ?? { file, line: null, column: null, path };
    problems.push({ ...place, message, ...toldCure(cure) });
  };

  const open = [
    ...settings.listeners.map((each) => ({ ...each, path: `listeners.${each.name}.port` })),
    { name: 'http', addresses: settings.http.addresses, port: settings.http.port, path: 'http.port' },
  ];
  open.forEach((one, index) => {
    const other = open
      .slice(0, index)
      .find((earlier) => earlier.port === one.port && one.port !== 0 && overlap(earlier.addresses, one.addresses));
    if (other) at(one.path, `has port ${one.port}, as ${other.path} has`, 'give each listener its own port or address');
  });
  if (settings.mode === 'evaluation') {
    for (const one of open)
      if (!one.addresses.every(isLoopback))
        at(one.path.replace(/port$/u, 'addresses'), 'is not loopback, and evaluation mode is for this machine only', {
          act: 'listen-on-loopback',
        });
  }
  for (const one of open)
    if (one.addresses.length === 0)
      at(one.path.replace(/port$/u, 'addresses'), 'is empty', 'name at least one address, or set enabled: false');

  settings.certificates.forEach((pair) => {
    for (const name of [pair.certificateFile, pair.keyFile])
      unreadable(name, (why) =>
        at('certificates', `${name} ${why}`, 'name PEM files that the user running Doorpost may read'),
      );
  });
  const { clientCaFile, oidc } = settings;
  providerDisagreements(oidc, at);
  if (clientCaFile !== null)
    unreadable(clientCaFile, (why) =>
      at('clientCaFile', `${clientCaFile} ${why}`, 'name a PEM bundle that the user running Doorpost may read'),
    );

  for (const [name, expiryMs] of [
    ['queue.expiryMx', settings.queue.expiryMxMs],
    ['queue.expiryOther', settings.queue.expiryOtherMs],
  ] as const)
    if (expiryMs < 60_000)
      at(
        name,
        'is shorter than a minute: mail would be returned before it is tried twice',
        'write hours or days, such as 2d',
      );
  for (const [name, family] of [
    ['outboundBind.ipv4', 'ipv4'],
    ['outboundBind.ipv6', 'ipv6'],
  ] as const) {
    const address = settings.outboundBind[family];
    if (address !== null && ipaddr.parse(address).kind() !== family)
      at(name, `is no ${family === 'ipv4' ? 'IPv4' : 'IPv6'} address`, 'exchange the two, or remove it');
  }
  return problems;
}

function providerDisagreements(oidc: Settings['oidc'], at: (path: string, message: string, cure: Cure) => void): void {
  if (oidc.issuer !== null && oidc.clientId === null)
    at('oidc.clientId', 'is missing, and oidc.issuer is set', 'write the client ID that the provider gave');
  for (const name of ['clientSecretFile', 'caFile'] as const) {
    const file = oidc[name];
    if (file === null) continue;
    unreadable(file, (why) =>
      at(`oidc.${name}`, `${file} ${why}`, 'name a file that the user running Doorpost may read'),
    );
  }
}

function overlap(some: readonly string[], others: readonly string[]): boolean {
  const any = (addresses: readonly string[], address: string): boolean =>
    addresses.includes(address) || addresses.includes(address.includes(':') ? '::' : '0.0.0.0');
  return some.some((address) => any(others, address)) || others.some((address) => any(some, address));
}

const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';

function unreadable(name: string, tell: (why: string) => void): void {
  try {
    if (!statSync(name).isFile()) return tell('is not a file');
    accessSync(name, constants.R_OK);
  } catch (error) {
    tell(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
