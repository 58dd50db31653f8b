/** The questions of `doorpost init`, for whatever no option said. Every question has a default; Enter takes it. */
import { accessSync, constants } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { ListenerSettings, Settings } from '../../config/settings.ts';
import { parseAddress, parseHostName, parsePort } from '../../config/values.ts';
import { askLine } from '../questions/line.ts';
import { usage } from '../terminal/failure.ts';

export interface InitOptions {
  readonly hostname?: string;
  /** Empty: none yet. */
  readonly domain?: string;
  readonly trustDomain?: boolean;
  readonly removeEvaluation?: boolean;
  readonly smtpPort?: number;
  readonly submissionPort?: number;
  readonly submissionsPort?: number;
  readonly httpPort?: number;
  readonly address?: readonly string[];
  readonly egressAddress?: readonly string[];
  readonly certificate?: readonly string[];
  readonly key?: readonly string[];
  readonly defaults?: boolean;
  readonly yes?: true;
}

/** Typed for nothing at all, where Enter takes a default. */
const NONE = 'none';
const ALL = 'all';

const PORTS = [
  ['smtpPort', 'relay', 25, 'Port for relay by connector and Direct Send'],
  ['submissionPort', 'submission', 587, 'Port for submission with STARTTLS'],
  ['submissionsPort', 'submissions', 465, 'Port for submission with TLS from the start'],
] as const;

type Answers = { -readonly [Key in keyof InitOptions]: InitOptions[Key] };

/**
 * @param current the production settings that are there already: their values are the defaults, and what is left at them is not written again.
 */
export async function askForTheRest(options: InitOptions, current: Settings | null): Promise<InitOptions> {
  const answers: Answers = { ...options };
  await askNames(answers, current);
  await askPorts(answers, current);
  if (answers.address === undefined) await askAddresses(answers, current);
  if (answers.certificate === undefined && answers.key === undefined) await askCertificates(answers, current);
  return answers;
}

async function askNames(answers: Answers, current: Settings | null): Promise<void> {
  const name = (text: string): string | null => (parseHostName(text) === null ? 'A name such as contoso.com' : null);
  const machine = hostname();
  const before = current?.hostName ?? null;
  const isAnother = before !== null && answers.hostname !== undefined && parseHostName(answers.hostname) !== before;
  if (isAnother)
    answers.hostname = await ask(
      `This server is called ${before} so far; its name from now on (Enter: ${answers.hostname})`,
      answers.hostname ?? '',
      name,
    );
  answers.hostname ??= await ask(
    'Name of this server (what it greets with)',
    current?.hostName ?? (machine.includes('.') ? machine : ''),
    name,
  );
  if (answers.domain !== undefined) return;
  const likely = answers.hostname.split('.').slice(1).join('.');
  const domain = await ask(
    `First domain of your organization (${likely === '' ? 'empty' : NONE}: later)`,
    likely,
    (text) => (['', NONE].includes(text) ? null : name(text)),
  );
  answers.domain = domain === NONE ? '' : domain;
}

async function askPorts(answers: Answers, current: Settings | null): Promise<void> {
  for (const [option, role, standard, message] of PORTS) {
    const before = current === null ? { port: standard } : listenerOf(current, role);
    if (answers[option] !== undefined || before === null) continue;
    const text = await ask(message, String(before.port), (given) =>
      parsePort(given) === null ? 'A whole number from 0 to 65535' : null,
    );
    if (text !== String(before.port)) answers[option] = Number(text);
  }
}

async function askAddresses(answers: Answers, current: Settings | null): Promise<void> {
  const before = current?.listeners[0]?.addresses.join(', ') ?? '';
  const every = before === '' ? 'empty' : ALL;
  const text = await ask(`Addresses to listen on, separated by commas (${every}: all)`, before, (given) => {
    const wrong = given === ALL ? undefined : split(given).find((address) => parseAddress(address) === null);
    return wrong === undefined ? null : `${wrong} is not an IP address`;
  });
  if (split(text).join(', ') === before) return;
  answers.address = text === ALL ? ['0.0.0.0', '::'] : split(text);
}

async function askCertificates(answers: Answers, current: Settings | null): Promise<void> {
  const kept = current !== null && current.certificates.length > 0;
  const certificates = await ask(
    `Certificate files: PEM with the chain; RSA and ECDSA separated by a comma (empty: ${kept ? 'as it is' : 'self-signed'})`,
    '',
    readable,
  );
  if (certificates === '') return;
  const count = split(certificates).length;
  const keys = await ask(`Key ${count === 1 ? 'file' : 'files, in the same order'}`, '', (given) =>
    split(given).length === count ? readable(given) : `${count} of them, as of the certificates`,
  );
  answers.certificate = split(certificates);
  answers.key = split(keys);
}

async function ask(message: string, standard: string, check: (text: string) => string | null): Promise<string> {
  const answer = await askLine(message, standard, check);
  if (answer === null) throw usage('nothing was changed');
  return answer;
}

const listenerOf = (settings: Settings, role: ListenerSettings['role']): ListenerSettings | null =>
  settings.listeners.find((listener) => listener.role === role) ?? null;

const split = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readable(text: string): string | null {
  for (const file of split(text)) {
    try {
      accessSync(resolve(file), constants.R_OK);
    } catch {
      return `${file} cannot be read`;
    }
  }
  return null;
}
