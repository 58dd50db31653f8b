/**
 * A trace query as SQL: exact conditions on the row, and a full-text expression that finds candidates for them. The expression may
 * match too much, never too little; what it cannot express it leaves to the conditions.
 */
import { bounds } from '../../../base/bounds.ts';
import type { TraceQuery } from '../../store.ts';
import { escapeLike } from './selection-sql.ts';
import { factPhrase } from '../writer/trace-index.ts';
import { lowestTraceNumber, traceNumberAfter } from '../writer/trace-numbers.ts';

export interface TraceSearch {
  /** Conditions on `t`, joined by AND. */
  readonly where: string;
  readonly values: readonly (string | number)[];
  /** FTS5 expression, or null when every row is a candidate. */
  readonly match: string | null;
  /** Words that rows not yet indexed must contain, lower case. */
  readonly words: readonly string[];
}

/** Rows that did not fit into their millisecond have moved on; this much is looked at beyond `until`. */
const OVERFLOW_MS = 600_000;

export function traceSearch(query: TraceQuery): TraceSearch {
  const where: string[] = [];
  const values: (string | number)[] = [];
  const match: string[] = [];
  const add = (sql: string, ...given: (string | number)[]): void => {
    where.push(sql);
    values.push(...given);
  };
  if (query.since !== undefined) add('t.seq >= ? AND t.at >= ?', lowestTraceNumber(query.since), query.since);
  if (query.until !== undefined)
    add('t.seq < ? AND t.at <= ?', traceNumberAfter(query.until + OVERFLOW_MS), query.until);
  address('sender', query.sender);
  address('recipient', query.recipient);
  function address(column: 'sender' | 'recipient', pattern: string | undefined): void {
    if (pattern === undefined) return;
    const like = escapeLike(pattern).replaceAll('*', '%');
    const equals = pattern.includes('*') ? `t.${column} LIKE ? ESCAPE '\\'` : `t.${column} = ?`;
    const value = pattern.includes('*') ? like : pattern;
    if (column === 'sender') add(equals, value);
    else add(`(${equals} OR t.former LIKE ? ESCAPE '\\')`, value, `% ${like} %`);
    match.push(...wholeWords(pattern).map((words) => `${column} : ${phrase(words)}`));
  }
  oneOf('status', 'status', query.status);
  if (query.messageId !== undefined) {
    const bare = query.messageId.trim().replace(/^<|>$/g, '');
    add('t.message_id IN (?, ?)', bare, `<${bare}>`);
    match.push(fact(factPhrase('messageId', bare)));
  }
  equal('queue_id', 'queueId', query.queueId);
  equal('client_address', 'clientAddress', query.clientAddress);
  equal('connector_id', 'connectorId', query.connectorId);
  equal('ingress', 'ingress', query.ingress);
  oneOf('organization_id', 'organizationId', query.organizationIds);
  function oneOf(column: string, field: 'status' | 'organizationId', wanted: readonly string[] | undefined): void {
    if (wanted === undefined) return;
    add(`t.${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(wanted));
    match.push(...anyOf(field, wanted));
  }
  function equal(
    column: string,
    field: 'queueId' | 'clientAddress' | 'connectorId' | 'ingress',
    value: string | undefined,
  ): void {
    if (value === undefined) return;
    add(`t.${column} = ?`, value);
    match.push(fact(factPhrase(field, value)));
  }
  if (query.reference !== undefined) {
    const reference = query.reference.trim().toUpperCase();
    if (reference.includes('-')) {
      add('t.reference = ?', reference);
      match.push(fact(factPhrase('reference', reference)));
    } else {
      add('t.session_id = ?', reference);
      match.push(fact(factPhrase('sessionId', reference)));
    }
  }
  const words = tokens(query.text ?? '').slice(0, bounds.store.wordsSearched);
  for (const word of words) match.push(`{sender recipient subject replies} : ${phrase([word])} *`);
  if (query.orphan === true) add('t.orphan = 1');
  if (query.after != null) add('t.seq < ?', Number(query.after));
  return {
    where: where.length === 0 ? '1' : where.join(' AND '),
    values,
    // They are few, and an index has them.
    match: match.length === 0 || query.orphan === true ? null : match.join(' AND '),
    words,
  };
}

/** Of many the conditions decide alone: an expression of a thousand words is no help. */
const anyOf = (field: 'status' | 'organizationId', wanted: readonly string[]): readonly string[] =>
  wanted.length === 0 || wanted.length > bounds.store.wantedSearched
    ? []
    : [`(${wanted.map((one) => fact(factPhrase(field, one))).join(' OR ')})`];

/** Runs of letters and digits, as the index's tokenizer sees them (nearly: it also folds diacritics, which MATCH does on its own). */
export function tokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu) ?? [];
}

/** Lower case without diacritics: how words of rows that are not indexed yet are compared. */
export const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** The words of each piece of a pattern, without those that a `*` may have cut. */
function wholeWords(pattern: string): string[][] {
  const pieces = pattern.split('*');
  return pieces
    .map((piece, index) => {
      let whole = piece;
      if (index > 0) whole = whole.replace(/^[\p{L}\p{N}\p{M}\p{Co}]+/u, '');
      if (index < pieces.length - 1) whole = withoutLastWord(whole);
      return tokens(whole);
    })
    .filter((words) => words.length > 0);
}

/** Without the word that it ends in. */
function withoutLastWord(text: string): string {
  const last = [...text.matchAll(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)].at(-1);
  return last !== undefined && last.index + last[0].length === text.length ? text.slice(0, last.index) : text;
}

const phrase = (words: readonly string[]): string => `"${words.join(' ')}"`;
const fact = (text: string): string => `facts : ${phrase(tokens(text))}`;
