/**
 * A trace query as SQL: exact conditions on the row, and a full-text expression that finds candidates for them. The expression may
 * match too much, never too little; what it cannot express it leaves to the conditions.
 */
import { soughtStatuses } from '../../../policy/reasons/filtered.ts';
import { bounds } from '../../../base/bounds.ts';
import { addressPatterns } from '../../../smtp/grammar/address-pattern.ts';
import type { DirectionSought, SubjectMatch, TraceQuery } from '../../store.ts';
import type { ScreenRow } from '../../../mail/screening/screened.ts';
import { checkWord } from '../database/encoding.ts';
import { escapeLike } from './selection-sql.ts';
import { type FactField, factPhrase } from '../writer/trace-index.ts';
import { lowestTraceNumber, traceNumberAfter } from '../writer/trace-numbers.ts';

export interface TraceSearch {
  /** Conditions on `t` that an index of the table may help with, joined by AND. */
  readonly found: string;
  readonly foundBy: readonly (string | number)[];
  /** Conditions on `t` that only a look at the row answers, joined by AND. */
  readonly where: string;
  readonly values: readonly (string | number)[];
  /** FTS5 expression, or null when every row is a candidate. */
  readonly match: string | null;
  /** Words that rows not yet indexed must contain, lower case. */
  readonly words: readonly string[];
}

/** Rows that did not fit into their millisecond have moved on; this much is looked at beyond `until`. */
const OVERFLOW_MS = 600_000;

/** A condition of the table, its values, and the index's expression for it. */
class Conditions {
  readonly found: string[] = [];
  readonly foundBy: (string | number)[] = [];
  readonly where: string[] = [];
  readonly values: (string | number)[] = [];
  readonly match: string[] = [];

  find(sql: string, ...given: (string | number)[]): void {
    this.found.push(sql);
    this.foundBy.push(...given);
  }

  look(sql: string, ...given: (string | number)[]): void {
    this.where.push(sql);
    this.values.push(...given);
  }

  oneOf(column: string, field: 'status' | 'organizationId', wanted: readonly string[] | undefined): void {
    if (wanted === undefined) return;
    this.look(`t.${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(wanted));
    this.match.push(...anyOf(field, wanted));
  }

  equal(column: string, field: FactField, value: string | undefined): void {
    if (value === undefined) return;
    this.look(`t.${column} = ?`, value);
    this.match.push(fact(factPhrase(field, value)));
  }

  address(column: 'sender' | 'recipient', said: string | undefined): void {
    if (said === undefined) return;
    const patterns = severalOf(said).flatMap((one) => addressPatterns(one));
    const likes = patterns.map((pattern) => escapeLike(pattern).replaceAll('*', '%'));
    const isWhole = patterns.every((pattern) => !pattern.includes('*'));
    const [sql, values] = isWhole
      ? [`t.${column} IN (SELECT value FROM json_each(?))`, [JSON.stringify(patterns)]]
      : [anyLike(column, likes), likes];
    if (column === 'sender') this.look(sql, ...values);
    else {
      const former = likes.map((like) => `% ${like} %`);
      this.look(`(${sql} OR ${anyLike('former', former)})`, ...values, ...former);
    }
    const expressions = patterns.map((pattern) => wholeWords(pattern).map((one) => `${column} : ${phrase(one)}`));
    // A form without a whole word may stand in any row.
    if (expressions.some((words) => words.length === 0)) return;
    this.match.push(`(${expressions.map((words) => `(${words.join(' AND ')})`).join(' OR ')})`);
  }
}

/** One that is empty is the null reverse-path. */
function severalOf(said: string): readonly string[] {
  const parts = said.split(/[\s,;]+/u).filter((part) => part !== '');
  return parts.length === 0 ? [said] : [...new Set(parts)];
}

const SUBJECTS: Readonly<Record<SubjectMatch, (text: string) => string>> = {
  contains: (text) => `*${text}*`,
  starts: (text) => `${text}*`,
  ends: (text) => `*${text}`,
};

/** A `*` that was typed is one, as in addresses. */
function subject(all: Conditions, said: string, match: SubjectMatch): void {
  const pattern = SUBJECTS[match](said);
  all.look(`t.subject LIKE ? ESCAPE '\\'`, escapeLike(pattern).replaceAll('*', '%'));
  all.match.push(...wholeWords(pattern).map((one) => `subject : ${phrase(one)}`));
}

function remoteHost(all: Conditions, said: string): void {
  const name = said.trim().toLowerCase();
  all.look(
    "EXISTS (SELECT 1 FROM event e WHERE e.queue_id = t.queue_id AND lower(json_extract(e.doc, '$.remoteHost')) = ?)",
    name,
  );
  const words = tokens(name);
  if (words.length > 0) all.match.push(`replies : ${phrase(words)}`);
}

/** The part behind the last @ of the recipient. */
const DOMAIN = "lower(replace(t.recipient, rtrim(t.recipient, replace(t.recipient, '@', '')), ''))";
const FROM_INSIDE = ['relay', 'submission', 'internal'];

/** Of a refusal that came by no way yet, the recipient says that it was mail; it came from a stranger. */
function direction(all: Conditions, { is, ownDomains }: DirectionSought): void {
  if (is === 'incoming') {
    all.look("(t.ingress = 'direct' OR t.ingress IS NULL) AND t.recipient IS NOT NULL");
    return;
  }
  all.look('t.ingress IN (SELECT value FROM json_each(?)) AND t.recipient IS NOT NULL', JSON.stringify(FROM_INSIDE));
  all.match.push(`(${FROM_INSIDE.map((one) => fact(factPhrase('ingress', one))).join(' OR ')})`);
  const not = is === 'internal' ? '' : 'NOT ';
  all.look(
    `coalesce(t.organization_id, '') || ' ' || ${DOMAIN} ${not}IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ownDomains),
  );
}

const anyLike = (column: string, likes: readonly string[]): string =>
  `(${likes.map(() => `t.${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`;

/** Times, and places in the list. */
function between(all: Conditions, query: TraceQuery): void {
  if (query.since !== undefined) all.find('t.seq >= ? AND t.at >= ?', lowestTraceNumber(query.since), query.since);
  if (query.until !== undefined)
    all.find('t.seq < ? AND t.at <= ?', traceNumberAfter(query.until + OVERFLOW_MS), query.until);
  if (query.after != null) all.find('t.seq < ?', Number(query.after));
  if (query.newerThan !== undefined) all.find('t.seq > ?', Number(query.newerThan));
  if (query.failedSince !== undefined) all.look('t.failed_at >= ?', query.failedSince);
  if (query.failedUntil !== undefined) all.look('t.failed_at < ?', query.failedUntil);
}

export function traceSearch(query: TraceQuery): TraceSearch {
  const all = new Conditions();
  between(all, query);
  if (query.orphan === true) all.find('t.orphan = 1');
  if (query.queueId !== undefined) {
    all.find('t.queue_id = ?', query.queueId);
    all.match.push(fact(factPhrase('queueId', query.queueId)));
  }
  all.equal('client_address', 'clientAddress', query.clientAddress);
  all.equal('connector_id', 'connectorId', query.connectorId);
  all.equal('ingress', 'ingress', query.ingress);
  all.equal('code', 'code', query.code);
  if (query.direction !== undefined) direction(all, query.direction);
  all.oneOf('organization_id', 'organizationId', query.organizationIds);
  references(all, query);
  check(all, 'check', query.check);
  check(all, 'observed', query.observed);
  all.oneOf('status', 'status', soughtStatuses(query.status));
  all.address('sender', query.sender);
  all.address('recipient', query.recipient);
  if (query.subject !== undefined) subject(all, query.subject, query.subjectMatch ?? 'contains');
  if (query.remoteHost !== undefined) remoteHost(all, query.remoteHost);
  if (query.sizeOver !== undefined) all.look('t.size_bytes > ?', query.sizeOver);
  const words = tokens(query.text ?? '').slice(0, bounds.store.wordsSearched);
  for (const word of words) all.match.push(`{sender recipient subject replies} : ${phrase([word])} *`);
  const { found, foundBy, where, values, match } = all;
  return {
    found: joined(found),
    foundBy,
    where: joined(where),
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

const joined = (conditions: readonly string[]): string => (conditions.length === 0 ? '1' : conditions.join(' AND '));

/**
 * The search by a device, in two parts: rows that know theirs, and older ones, of which whoever reads them has to find out.
 * @param knownFrom the number from which on rows know their device; null: all do.
 */
export function byDevice(
  search: TraceSearch,
  deviceId: string,
  knownFrom: number | null,
): { readonly known: TraceSearch; readonly older: TraceSearch | null } {
  const deviceFact = fact(factPhrase('deviceId', deviceId));
  const known: TraceSearch = {
    ...search,
    where: `${search.where} AND t.device_id = ?`,
    values: [...search.values, deviceId],
    match: search.match === null ? deviceFact : `${search.match} AND ${deviceFact}`,
  };
  if (knownFrom === null) return { known, older: null };
  const bounded = (comparison: '>=' | '<', one: TraceSearch): TraceSearch => ({
    ...one,
    found: `${one.found} AND t.seq ${comparison} ?`,
    foundBy: [...one.foundBy, knownFrom],
  });
  const where = `${search.where} AND (t.device_id = ? OR t.device_id IS NULL)`;
  return {
    known: bounded('>=', known),
    older: bounded('<', { ...search, where, values: [...search.values, deviceId] }),
  };
}

/** Those in which a check was done, or only observed. */
function check(all: Conditions, field: 'check' | 'observed', sought: ScreenRow | undefined): void {
  if (sought === undefined) return;
  all.look('instr(t.checks, ?) > 0', ` ${checkWord({ check: sought, isObserved: field === 'observed' })} `);
  all.match.push(fact(factPhrase(field, sought)));
}

function references(all: Conditions, query: TraceQuery): void {
  if (query.messageId !== undefined) {
    const bare = query.messageId.trim().replace(/^<|>$/g, '');
    all.look('t.message_id IN (?, ?)', bare, `<${bare}>`);
    all.match.push(fact(factPhrase('messageId', bare)));
  }
  if (query.reference === undefined) return;
  const reference = query.reference.trim().toUpperCase();
  if (reference.includes('-')) all.equal('reference', 'reference', reference);
  else all.equal('session_id', 'sessionId', reference);
}

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
