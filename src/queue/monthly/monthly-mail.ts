/** The report of a month in words: amounts in columns, the most first. Names are those that administrators gave. Pure but for the words of a language. */
import { bounds } from '../../base/bounds.ts';
import { oneLine } from '../../dsn/sanitise.ts';
import type { Language } from '../../mail/names.ts';
import { reportTexts } from '../../texts/languages.ts';
import type { ReportTexts } from '../../texts/report-texts.ts';
import { fill } from '../../texts/words.ts';

export interface MonthlyCount {
  readonly label: string;
  /** null: of all that have no place of their own. */
  readonly name: string | null;
  readonly outcome: string;
  readonly count: number;
}

export interface Monthly {
  readonly organization: string;
  /** When it began. */
  readonly month: number;
  readonly hostName: string;
  readonly url: string | null;
  readonly language: Language;
  readonly way: readonly MonthlyCount[];
  readonly outcome: readonly MonthlyCount[];
  readonly device: readonly MonthlyCount[];
  readonly signIn: readonly MonthlyCount[];
  readonly upstream: readonly MonthlyCount[];
  readonly cause: readonly MonthlyCount[];
  readonly code: readonly MonthlyCount[];
}

/** Amounts end there. */
const COLUMN = 56;
const INDENT = '    ';

export async function composeMonthly(
  monthly: Monthly,
): Promise<{ readonly subject: string; readonly lines: readonly string[] }> {
  const { language, texts } = await reportTexts(monthly.language);
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' }).format(monthly.month);
  const said = {
    month,
    organization: oneLine(monthly.organization, bounds.queue.digestText),
    hostName: monthly.hostName,
  };
  return { subject: fill(texts.monthly.subject, said), lines: linesOf(monthly, texts, language, said) };
}

function linesOf(
  monthly: Monthly,
  { monthly: words }: ReportTexts,
  language: Language,
  said: Readonly<Record<string, string>>,
): readonly string[] {
  const amounts = new Intl.NumberFormat(language);
  const row = (name: string, count: number): string => {
    const amount = amounts.format(count);
    const room = COLUMN - INDENT.length - amount.length - 1;
    return `${INDENT}${oneLine(name, room).padEnd(room)} ${amount}`;
  };
  const known = (table: Readonly<Record<string, string>>, key: string): string =>
    Object.hasOwn(table, key) ? (table[key] ?? key) : key;
  const section = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0 ? [] : [title, ...rows, ''];
  const named = (counts: readonly MonthlyCount[], nameOf = ({ name }: MonthlyCount): string | null => name) =>
    counts.filter(({ outcome }) => outcome !== 'Rejected').map((one) => row(nameOf(one) ?? words.others, one.count));
  const { way, outcome, device, signIn, upstream, cause, code } = monthly;
  const refused = way.filter((one) => one.outcome === 'Rejected').reduce((sum, { count }) => sum + count, 0);
  const left = outcome.filter((one) => one.outcome !== 'Accepted' && one.outcome !== 'Rejected');
  return [
    fill(words.greeting, said),
    '',
    ...(way.length + outcome.length === 0 ? [words.nothing, ''] : []),
    ...section(words.cameIn, [
      ...named(way, ({ label }) => known(words.ways, label)),
      ...(refused === 0 ? [] : [row(words.refused, refused)]),
    ]),
    ...section(
      words.wentOut,
      named(left, ({ outcome: status }) => known(words.statuses, status)),
    ),
    ...section(words.devices, named(device)),
    ...section(words.signIns, named(signIn, signInName)),
    ...section(
      words.upstreams,
      named(upstream, ({ name }) => name && known(words.waysOut, name)),
    ),
    ...section(
      words.causes,
      cause.map((one) => row(one.name ?? words.others, one.count)),
    ),
    ...section(words.codes, named(code)),
    ...(monthly.url === null ? [] : [fill(words.link, { link: `${monthly.url}/reports` }), '']),
    words.why,
    '',
  ];
}

/** Mailbox, TLS and mechanism. */
const signInName = ({ label, name }: MonthlyCount): string | null =>
  name && [name, ...label.split(' ').slice(1)].filter((each) => each !== '').join(', ');
