/**
 * An answer in the language of its reader. Sentences travel beside the values that they are made of (a cure beside its act, a cause beside its
 * reason): here, at the edge, they are said once more. What has no words in that language stays in English, whole.
 */
import type { KeptReason } from '../../mail/reason.ts';
import type { ToldCure, ToldWarning } from '../../mail/remedy.ts';
import { causeIn } from '../../policy/reasons/kept-reason.ts';
import { anyShell } from '../../texts/command.ts';
import { spoken } from '../../texts/phrase.ts';
import { cureIn, warningPhrase } from '../../texts/remedy.ts';
import { isEnglish, type Sentences, sentenceIn } from '../../texts/sentences.ts';
import { lineIn } from '../../texts/told.ts';
import { isSentence } from '../../mail/lines/said.ts';
import type { Step } from '../../mail/step.ts';

/** Fields that have a sentence of ours, or several. */
const SAID = new Set(['text', 'cause', 'cure', 'because', 'still', 'whyText', 'warnings', 'meaning', 'unit']);

export const inLanguage = <Value>(value: Value, sentences: Sentences): Value =>
  isEnglish(sentences) ? value : (saidAnew(value, sentences) as Value);

function saidAnew(value: unknown, sentences: Sentences): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => saidAnew(each, sentences));
  const said = Object.entries(value).map(([name, each]) => [
    name,
    SAID.has(name) && !isOfSomebody(name, value) ? worded(each, sentences) : saidAnew(each, sentences),
  ]);
  const lines = {
    ...warningsOf(value, sentences),
    ...cureOf(value, sentences),
    ...causeOf(value, sentences),
    ...lineOf(value, sentences),
    ...stepOf(value, sentences),
    ...lastOf(value, sentences),
  };
  return { ...Object.fromEntries(said), ...lines };
}

/** The `text` of a step, a record, a check or what needs somebody is ours; of a message it is what somebody wrote. */
const isOfSomebody = (name: string, beside: object): boolean =>
  name === 'text' && !['outcome', 'check', 'cure'].some((field) => Object.hasOwn(beside, field));

function worded(value: unknown, sentences: Sentences): unknown {
  if (typeof value === 'string') return sentenceIn(sentences, value) ?? value;
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? value.map((each) => sentenceIn(sentences, each) ?? each)
    : saidAnew(value, sentences);
}

/** A line beside the sentence that it is made of. */
function lineOf(value: object, sentences: Sentences): { readonly text?: string; readonly message?: string } {
  const { text, message, said } = value as {
    readonly text?: unknown;
    readonly message?: unknown;
    readonly said?: unknown;
  };
  if (!isSentence(said)) return {};
  if (typeof text === 'string') return { text: lineIn({ text, said }, sentences) };
  return typeof message === 'string' ? { message: lineIn({ text: message, said }, sentences) } : {};
}

/** The last word about a recipient, which may be the cause as well. */
function lastOf(value: object, sentences: Sentences): { readonly lastText?: string; readonly cause?: string } {
  const { lastText, lastSaid, cause } = value as Readonly<Record<'lastText' | 'lastSaid' | 'cause', unknown>>;
  if (typeof lastText !== 'string' || !isSentence(lastSaid)) return {};
  const text = lineIn({ text: lastText, said: lastSaid }, sentences);
  return { lastText: text, ...(cause === lastText && { cause: text }) };
}

/** Lines of warnings, as the values beside them say them. */
function warningsOf(value: object, sentences: Sentences): { readonly warnings?: readonly string[] } {
  const { warningsTold: told } = value as { readonly warningsTold?: unknown };
  if (!Array.isArray(told) || !told.every(isWarning)) return {};
  return { warnings: told.map((warning) => spoken(warningPhrase(warning), anyShell, sentences)) };
}

const isWarning = (value: unknown): value is ToldWarning =>
  isObject(value) && typeof (value as Partial<ToldWarning>).text === 'string';

/** The subject of a step, and its question. */
function stepOf(value: object, sentences: Sentences): { readonly about?: string; readonly asked?: string } {
  const { about, asked, saidOf } = value as Partial<Step>;
  if (!isObject(saidOf)) return {};
  return {
    ...(typeof about === 'string' &&
      isSentence(saidOf.about) && { about: lineIn({ text: about, said: saidOf.about }, sentences) }),
    ...(typeof asked === 'string' &&
      isSentence(saidOf.asked) && { asked: lineIn({ text: asked, said: saidOf.asked }, sentences) }),
  };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function cureOf(value: object, sentences: Sentences): { readonly cure?: string } {
  const { cure, remedy, cureSaid } = value as Record<keyof ToldCure, unknown>;
  if (typeof cure !== 'string' || !(isObject(remedy) || isSentence(cureSaid))) return {};
  const told = { cure, ...(isObject(remedy) && { remedy }), ...(isSentence(cureSaid) && { cureSaid }) } as ToldCure;
  return { cure: cureIn(told, sentences).cure };
}

function causeOf(value: object, sentences: Sentences): { readonly cause?: string } {
  const { cause, reason } = value as { readonly cause?: unknown; readonly reason?: unknown };
  if (typeof cause !== 'string' || !isObject(reason)) return {};
  return { cause: causeIn(reason as KeptReason, sentences) ?? cause };
}
