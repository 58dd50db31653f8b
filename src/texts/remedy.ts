/**
 * Remedies in words and commands: of each act of `mail/remedy.ts` one row in the tables of `remedies/`. Promises: whatever another version
 * of Doorpost kept or sent is shown, if only by its line of English.
 */
import type { Cure, NextStep, Remedy, ToldCure, ReplyCure, ReplyRemedy, TlsCure } from '../mail/remedy.ts';
import { anyShell, type Shell } from './command.ts';
import { type Phrase, say, spoken } from './phrase.ts';
import { deviceRemedies } from './en/remedies/devices.ts';
import { signInRemedies } from './en/remedies/sign-in.ts';
import { limitRemedies } from './en/remedies/limits.ts';
import { rightRemedies } from './en/remedies/rights.ts';
import { directoryRemedies } from './en/remedies/directory.ts';
import { serverRemedies } from './en/remedies/server.ts';
import { upstreamRemedies } from './en/remedies/upstreams.ts';
import { alarmRemedies } from './en/remedies/alarms.ts';
import { tokenRemedies } from './en/remedies/tokens.ts';
import { tlsRemedies } from './en/remedies/tls.ts';
import { ruleRemedies } from './en/remedies/rules.ts';
import { checkRemedies } from './en/remedies/checks.ts';
import { replyRemedies } from './en/remedies/replies.ts';
import { setUpRemedies } from './en/remedies/set-up.ts';
import { queueRemedies } from './en/remedies/queue.ts';
import { importRemedies } from './en/remedies/imports.ts';
import { screeningRemedies } from './en/remedies/screening.ts';
import type { Rows } from './en/remedies/rows.ts';
import type { Sentences } from './sentences.ts';
import { again, lineIn } from './told.ts';
import type { ToldLine, Sentence } from '../mail/lines/said.ts';

const rows = {
  ...deviceRemedies,
  ...rightRemedies,
  ...signInRemedies,
  ...limitRemedies,
  ...directoryRemedies,
  ...serverRemedies,
  ...upstreamRemedies,
  ...tokenRemedies,
  ...tlsRemedies,
  ...alarmRemedies,
  ...ruleRemedies,
  ...checkRemedies,
  ...setUpRemedies,
  ...importRemedies,
  ...replyRemedies,
  ...queueRemedies,
  ...screeningRemedies,
} satisfies Rows<Remedy>;

export const remedyPhrase = (remedy: Remedy): Phrase => (rows[remedy.act] as (facts: Remedy) => Phrase)(remedy);

/** As it is told by the API, and kept. */
export function toldCure(cure: Cure | ToldCure): ToldCure {
  if (typeof cure === 'string') return { cure };
  if ('act' in cure) return { cure: spoken(remedyPhrase(cure), anyShell), remedy: cure };
  return 'text' in cure ? { cure: cure.text, ...(cure.said && { cureSaid: cure.said }) } : cure;
}

/** The same in another language. */
export function cureIn(told: ToldCure, sentences: Sentences): ToldCure {
  const { cure, remedy, cureSaid } = told;
  if (remedy !== undefined) return { cure: cureText(told, anyShell, sentences), remedy };
  return { cure: lineIn({ text: cure, said: cureSaid }, sentences), ...(cureSaid && { cureSaid }) };
}

/** Of an account that is known; null: of any. */
export const ofAccount = (cure: ReplyCure, name: string | null, username: string | null): Cure =>
  typeof cure === 'string' || 'text' in cure ? cure : ({ ...cure, name, username } as ReplyRemedy);

/** Of a connection that is known; null: of any. */
export const ofConnection = (cure: TlsCure, name: string | null): Cure =>
  typeof cure === 'string' || 'text' in cure ? cure : { ...cure, name };

interface MaybeTold {
  readonly cure: string;
  readonly remedy?: Remedy | undefined;
  readonly cureSaid?: Sentence | undefined;
}

/** The cure alone of what has one, without what stands beside it. */
export const cureOf = ({ cure, remedy, cureSaid }: MaybeTold): ToldCure => ({
  cure,
  ...(remedy && { remedy }),
  ...(cureSaid && { cureSaid }),
});

/** As its reader can do it. The act may be of another version, its facts too: then its English line has to do. */
export function curePhrase({ cure, remedy, cureSaid }: MaybeTold): Phrase {
  const line = again({ text: cure, said: cureSaid });
  try {
    return remedy === undefined || !Object.hasOwn(rows, remedy.act) ? line : remedyPhrase(remedy);
  } catch {
    return line;
  }
}

/** One that says what for. */
export const nextText = (step: NextStep, shell: Shell): string =>
  `${step.because === undefined ? '' : `${step.because}; `}${cureText(step, shell)}`;

/** In one line: its text, and behind it what to do. */
export function warningPhrase(warning: string | (MaybeToldCure & ToldLine)): Phrase {
  if (typeof warning === 'string') return say`${{ kept: warning }}`;
  const { text, cure, remedy, cureSaid } = warning;
  const words = again(warning);
  if (cure === undefined) return words;
  return /[.:]$/u.test(text)
    ? say`${words} ${curePhrase({ cure, remedy, cureSaid })}`
    : say`${words}; ${curePhrase({ cure, remedy, cureSaid })}`;
}

interface MaybeToldCure {
  readonly cure?: string | undefined;
  readonly remedy?: Remedy | undefined;
  readonly cureSaid?: Sentence | undefined;
}

export const cureText = (told: MaybeTold, shell: Shell, sentences: Sentences = {}): string =>
  spoken(curePhrase(told), shell, sentences);
