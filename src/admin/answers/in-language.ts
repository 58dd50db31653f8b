/**
 * An answer in the language of its reader. Sentences travel beside the values that they are made of (a cure beside its act, a cause beside its
 * reason): here, at the edge, they are said once more. What has no words in that language stays in English, whole.
 */
import type { KeptReason } from '../../mail/reason.ts';
import type { ToldCure } from '../../mail/remedy.ts';
import { causeIn } from '../../policy/reasons/kept-reason.ts';
import { cureIn } from '../../texts/remedy.ts';
import { type Sentences, sentenceIn } from '../../texts/sentences.ts';

/** Fields that have a sentence of ours, or several. */
const SAID = new Set(['text', 'cause', 'cure', 'because', 'still', 'whyText', 'warnings', 'meaning', 'unit']);

export function inLanguage(value: unknown, sentences: Sentences): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => inLanguage(each, sentences));
  const said = Object.entries(value).map(([name, each]) => [
    name,
    SAID.has(name) && !isOfSomebody(name, value) ? worded(each, sentences) : inLanguage(each, sentences),
  ]);
  return { ...Object.fromEntries(said), ...cureOf(value, sentences), ...causeOf(value, sentences) };
}

/** The `text` of a step, a record, a check or what needs somebody is ours; of a message it is what somebody wrote. */
const isOfSomebody = (name: string, beside: object): boolean =>
  name === 'text' && !['outcome', 'check', 'cure'].some((field) => Object.hasOwn(beside, field));

function worded(value: unknown, sentences: Sentences): unknown {
  if (typeof value === 'string') return sentenceIn(sentences, value) ?? value;
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? value.map((each) => sentenceIn(sentences, each) ?? each)
    : inLanguage(value, sentences);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function cureOf(value: object, sentences: Sentences): { readonly cure?: string } {
  const { cure, remedy } = value as { readonly cure?: unknown; readonly remedy?: unknown };
  if (typeof cure !== 'string' || !isObject(remedy)) return {};
  return { cure: cureIn({ cure, remedy } as ToldCure, sentences).cure };
}

function causeOf(value: object, sentences: Sentences): { readonly cause?: string } {
  const { cause, reason } = value as { readonly cause?: unknown; readonly reason?: unknown };
  if (typeof cause !== 'string' || !isObject(reason)) return {};
  return { cause: causeIn(reason as KeptReason, sentences) ?? cause };
}
