import type { SaidValue, ToldLine } from '../mail/lines/said.ts';
import { filled } from './said.ts';

/** A text of a table with its facts, by name; a line among them is put in as one. */
export function toldBy(sentence: string, facts: Readonly<Record<string, string | number | ToldLine>> = {}): ToldLine {
  const names = [...sentence.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name = '']) => name);
  const values: Record<string, SaidValue> = {};
  for (const name of names) {
    const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fact !== undefined) values[name] = isLine(fact) ? (fact.said ?? { kept: fact.text }) : fact;
  }
  const said = { sentence, values };
  return { text: filled(said), said };
}

/** A fact of another version may be anything. */
const isLine = (fact: string | number | ToldLine): fact is ToldLine => typeof fact === 'object' && fact !== null;
