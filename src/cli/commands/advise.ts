import { isIP } from 'node:net';
import type { Command } from 'commander';
import type { Advice } from '../../policy/advice/common.ts';
import {
  type AdviceQuestion,
  adviceQuestions,
  answered,
  isWhole,
  type Situation,
} from '../../policy/advice/situation.ts';
import { loadSettings } from '../../config/load.ts';
import type { Settings } from '../../config/settings.ts';
import { parseHostName } from '../../config/values.ts';
import { type Context, loadRequest } from '../context.ts';
import type { Run } from './collection.ts';
import { askLine } from '../questions/line.ts';
import { anyShell, command, type Shell } from '../../texts/command.ts';
import { Phrase, say } from '../../texts/phrase.ts';
import { CliFailure, usage } from '../terminal/failure.ts';
import type { Cure } from '../../mail/remedy.ts';
import { cureText, toldCure } from '../../texts/remedy.ts';
import type { Io } from '../terminal/io.ts';
import type { Output } from '../terminal/output.ts';
import type { ToldLine } from '../../mail/lines/said.ts';

type Answer = Situation[keyof Situation];

export function addAdvise(program: Command, run: Run): void {
  const command = program
    .command('advise')
    .description('which way in a device should take, why, and what to type into it; asks what it needs to know');
  for (const { flag, hint } of adviceQuestions) command.option(flag, toldCure(hint).cure);
  command
    .option('--server <host>', "Doorpost's name as devices type it (that of the server set up here)")
    .option('--public-address <address>', 'the public address of the site, for the SPF line (the one set up here)')
    .addHelpText(
      'after',
      `
It needs no running server. Without a terminal every question that matters must be answered by its option.

Examples:
  doorpost advise
  doorpost advise --to microsoft365 --existing-server no --newsletters no --volume 200 --old-firmware no --tls 1.0 --auth password --port-settable yes --outside yes --address dynamic --port25 unknown --senders one --domain contoso.com`,
    )
    .action(
      run(async (context, chosen: Readonly<Record<string, string | undefined>>) => {
        const situation = await situationOf(context.io, chosen);
        const here = settingsHere(context);
        const host = chosen['server'] ?? here?.hostName ?? null;
        const egress = egressOf(chosen['publicAddress']) ?? here?.egressAddresses[0] ?? null;
        const { advise } = await import('../../policy/advice/advice.ts');
        const advice = advise(situation, { host, egress });
        context.output.data({ situation, advice: inWords(advice, anyShell) });
        print(context.output, inWords(advice, context.shell));
      }),
    );
}

/** Of the server whose data this command was pointed to; null: none is set up there. What nobody knows is left open. */
function settingsHere({ shared, io }: Context): Settings | null {
  const loaded = loadSettings(loadRequest(shared, io));
  return loaded.ok && loaded.fileExists && loaded.settings.mode === 'production' ? loaded.settings : null;
}

/** Its acts are said, for a shell. */
function inWords(advice: Advice, shell: Shell) {
  const line = (cure: Cure): string => cureText(toldCure(cure), shell);
  const { title, why, first, licences, device, instead, limits, here, there } = advice;
  const text = (words: string | ToldLine): string => (typeof words === 'string' ? words : words.text);
  return {
    ...advice,
    title: title.text,
    ...{ why: why.map(text), first: first.map(text), licences: licences.map(text) },
    device: device.map(([label, value]) => [label.text, text(value)] as const),
    instead: instead.map(({ way, why: against }) => ({ way, why: line(against) })),
    limits: limits.map(line),
    here: here.map(line),
    there: there.map(line),
  };
}

function egressOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (isIP(text) === 0) throw usage(`--public-address ${text} is no IP address`, 'write it as 203.0.113.7');
  return text;
}

/** commander's name of an option: `--old-firmware <yes|no>` -> `oldFirmware`. */
const optionName = (flag: string): string =>
  (flag.split(' ')[0] ?? '').slice(2).replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());

async function situationOf(io: Io, chosen: Readonly<Record<string, string | undefined>>): Promise<Situation> {
  let said: Partial<Situation> = {};
  for (const question of adviceQuestions) {
    const given = chosen[optionName(question.flag)];
    if (given !== undefined) said = { ...said, [question.key]: read(question, given) };
  }
  const mayAsk = io.stdinIsTerminal && io.stdoutIsTerminal;
  for (;;) {
    const { situation, lacking } = answered(said);
    const [question] = lacking;
    if (isWhole(situation)) return situation;
    if (!mayAsk || question === undefined)
      throw usage(
        `not answered yet: ${lacking.map(({ flag }) => flag).join(', ')}`,
        'give these options, or ask in a terminal',
      );
    said = { ...said, [question.key]: await ask(question) };
  }
}

function read({ kind, flag }: AdviceQuestion, text: string): Answer {
  const wrong = (cure: string): CliFailure => usage(`${flag.split(' ')[0] ?? ''} ${text} is not understood`, cure);
  if (kind === 'yes-no') {
    if (['yes', 'no'].includes(text.toLowerCase())) return text.toLowerCase() === 'yes';
    throw wrong('write yes or no');
  }
  if (kind === 'number') {
    if (/^\d{1,9}$/u.test(text)) return Number(text);
    throw wrong('write a whole number');
  }
  if (kind === 'domain') {
    const name = parseHostName(text);
    if (name === null || !name.includes('.')) throw wrong('write it as contoso.com');
    return name;
  }
  if (kind.choices.some(([value]) => value === text)) return text as Answer;
  throw wrong(`write one of: ${kind.choices.map(([value]) => value).join(', ')}`);
}

async function ask(question: AdviceQuestion): Promise<Answer> {
  const { confirm, isCancel, select } = await import('@clack/prompts');
  const { kind, question: message } = question;
  const answer = await (() => {
    if (kind === 'yes-no') return confirm({ message, initialValue: question.otherwise === true });
    if (kind === 'number' || kind === 'domain')
      return askLine(message, kind === 'number' ? '100' : '', (given) => problemOf(question, given));
    return select({ message, options: kind.choices.map(([value, label]) => ({ value, label })) });
  })();
  if (answer === null || isCancel(answer))
    throw new CliFailure('nothing was advised', say`ask again: ${command`advise`}`);
  return typeof answer === 'string' && (kind === 'number' || kind === 'domain')
    ? read(question, answer)
    : (answer as Answer);
}

function problemOf(question: AdviceQuestion, text: string): string | null {
  try {
    read(question, text);
    return null;
  } catch (error) {
    if (!(error instanceof CliFailure)) return String(error);
    return error.told === null || error.told instanceof Phrase ? error.message : error.told.cure;
  }
}

function print(output: Output, advice: ReturnType<typeof inWords>): void {
  output.line(advice.title);
  const list = (title: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    output.heading(title);
    for (const line of lines) output.line(`  - ${line}`);
  };
  list('First', advice.first);
  list('Why', advice.why);
  list(
    'The other ways',
    advice.instead.map(({ way, why }) => `${way}: ${why}`),
  );
  list('Limits', advice.limits);
  list('Licences', advice.licences);
  if (advice.device.length > 0) {
    output.heading('In the device');
    const width = Math.max(...advice.device.map(([label]) => label.length));
    for (const [label, value] of advice.device) output.line(`  ${label.padEnd(width)}  ${value}`);
  }
  if (advice.spf !== null) list('SPF (TXT of the domain; one record only)', [advice.spf]);
  if (advice.here.length > 0) {
    output.heading('On Doorpost');
    for (const command of advice.here) output.line(`  ${command}`);
  }
  list('At Microsoft', advice.there);
}
