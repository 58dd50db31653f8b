/**
 * A resolver that reads a zone text instead of asking the net: for tests and for evaluation mode.
 *
 *     ; a comment
 *     contoso.test      MX 10 mail.contoso.test
 *     mail.contoso.test A 192.0.2.1
 *     192.0.2.1         PTR mail.contoso.test
 *     t.test            TXT "one " "two"
 *     broken.test       SERVFAIL           (all types; or SERVFAIL MX: only these)
 *     null.test         MX 0 .
 *     _25._tcp.m.test   TLSA 3 1 1 0123...
 *     signed.test       SIGNED             (this name and all below it are authentic, see `secure`)
 *     @ 192.0.2.53                         (from here on: what this one server answers, see `at`)
 *
 * Names are absolute, with or without the final dot; TTL and the class IN may stand before the type and mean nothing.
 */
import { bounds } from '../base/bounds.ts';
import ipaddr from 'ipaddr.js';
import type { DnsAnswer, MxRecord, Resolver } from './resolver.ts';
import type { SecureAnswer, SecureResolver, TlsaRecord } from './secure-resolver.ts';

type RecordType = 'A' | 'AAAA' | 'MX' | 'TXT' | 'NS' | 'CNAME' | 'PTR' | 'TLSA';
const recordTypes: ReadonlySet<string> = new Set(['A', 'AAAA', 'MX', 'TXT', 'NS', 'CNAME', 'PTR', 'TLSA']);

interface Zone {
  /** name -> type -> data, as written but for lower case in names. */
  readonly records: Map<string, Map<RecordType, string[]>>;
  /** name -> types that fail, or `*`. */
  readonly failing: Map<string, Set<string>>;
  readonly signed: Set<string>;
}

export interface ZoneResolver extends Resolver {
  /** Replaces everything. Throws on a line it cannot read, and then changes nothing. */
  set(zoneText: string): void;
  /** The same zone, as a resolver that validates tells it. */
  readonly secure: SecureResolver;
}

/** Throws an Error naming the line when the text is no zone. */
export function createZoneResolver(zoneText: string): ZoneResolver {
  let zones = parseZones(zoneText);

  const view = (server: string | null): Resolver => {
    const zone = (): Zone => (server === null ? undefined : zones.get(server)) ?? (zones.get('') as Zone);
    const ask = async <Item>(
      name: string,
      type: RecordType,
      make: (data: string) => Item,
    ): Promise<DnsAnswer<Item>> => {
      const { answer } = find(zone(), plainName(name), type);
      return answer.kind === 'found' ? { kind: 'found', records: answer.records.map(make) } : answer;
    };
    return {
      mx: (domain) => ask(domain, 'MX', mxRecord),
      a: (name) => ask(name, 'A', (data) => data),
      aaaa: (name) => ask(name, 'AAAA', (data) => data),
      txt: (name) => ask(name, 'TXT', (data) => data),
      ns: (name) => ask(name, 'NS', plainName),
      ptr: (address) => ask(address, 'PTR', plainName),
      at: (serverAddress) => view(serverAddress),
    };
  };
  const tell = async <Item>(
    name: string,
    type: RecordType,
    make: (data: string) => Item,
  ): Promise<SecureAnswer<Item>> => {
    const { answer, ...rest } = find(zones.get('') as Zone, plainName(name), type);
    return { answer: answer.kind === 'found' ? { ...answer, records: answer.records.map(make) } : answer, ...rest };
  };
  const secure: SecureResolver = {
    validates: () => Promise.resolve(true),
    mx: (domain) => tell(domain, 'MX', mxRecord),
    a: (name) => tell(name, 'A', (data) => data),
    aaaa: (name) => tell(name, 'AAAA', (data) => data),
    cname: (name) => tell(name, 'CNAME', plainName),
    tlsa: (name) => tell(name, 'TLSA', tlsaRecord),
  };
  return {
    ...view(null),
    secure,
    set(text) {
      zones = parseZones(text);
    },
  };
}

const plainName = (name: string): string => name.toLowerCase().replace(/\.$/u, '');

function mxRecord(data: string): MxRecord {
  const [preference, exchange] = data.split(/\s+/u);
  return { preference: Number(preference), exchange: plainName(exchange ?? '') };
}

function tlsaRecord(text: string): TlsaRecord {
  const [usage, selector, matching, ...data] = text.split(/\s+/u);
  return {
    usage: Number(usage),
    selector: Number(selector),
    matching: Number(matching),
    data: data.join('').toLowerCase(),
  };
}

function find(zone: Zone, asked: string, type: RecordType): SecureAnswer<string> {
  let name = asked;
  let authentic = true;
  const told = (answer: DnsAnswer<string>): SecureAnswer<string> => ({ answer, authentic, canonical: name });
  for (let links = 0; links <= bounds.dns.aliasChain; links++) {
    const failing = zone.failing.get(name);
    if (failing?.has('*') || failing?.has(type))
      return told({ kind: 'failed', reason: 'the name server answered SERVFAIL' });
    authentic &&= isSigned(zone, name);
    const here = zone.records.get(name);
    const records = here?.get(type);
    if (records) return told({ kind: 'found', records });
    const alias = here?.get('CNAME')?.[0];
    if (alias === undefined) return told({ kind: exists(zone, name) ? 'no-records' : 'no-such-name' });
    name = plainName(alias);
  }
  return told({ kind: 'failed', reason: 'the chain of CNAME records is too long or goes round' });
}

const isSigned = ({ signed }: Zone, name: string): boolean =>
  [...signed].some((zone) => name === zone || name.endsWith(`.${zone}`));

/** A name exists when it has records or something below it has (RFC 8020 §2). */
function exists(zone: Zone, name: string): boolean {
  if (zone.records.has(name) || zone.failing.has(name)) return true;
  for (const other of zone.records.keys()) if (other.endsWith(`.${name}`)) return true;
  return false;
}

function parseZones(text: string): Map<string, Zone> {
  const zones = new Map<string, Zone>();
  const open = (server: string): Zone => {
    const zone = zones.get(server) ?? { records: new Map(), failing: new Map(), signed: new Set<string>() };
    zones.set(server, zone);
    return zone;
  };
  let zone = open('');
  text.split('\n').forEach((line, index) => {
    const wrong = (why: string): never => {
      throw new Error(`zone line ${index + 1}: ${why}: ${line.trim()}`);
    };
    const words = wordsOf(line);
    const [owner, ...rest] = words;
    if (owner === undefined) return;
    if (owner === '@') {
      zone = open(rest[0] ?? wrong('@ needs a server address'));
      return;
    }
    while (rest[0] !== undefined && (/^\d+$/u.test(rest[0]) || rest[0].toUpperCase() === 'IN')) rest.shift();
    const type = rest.shift()?.toUpperCase() ?? wrong('a type is missing');
    const name = plainName(owner);
    if (type === 'SERVFAIL') {
      zone.failing.set(name, new Set(rest.length > 0 ? rest.map((word) => word.toUpperCase()) : ['*']));
      return;
    }
    if (type === 'SIGNED') {
      zone.signed.add(name);
      return;
    }
    if (!recordTypes.has(type)) wrong(`type ${type} is not known`);
    const data = type === 'TXT' ? rest.join('') : rest.join(' ');
    if (type === 'A' && !ipaddr.IPv4.isValidFourPartDecimal(data)) wrong('an IPv4 address is needed');
    if (type === 'AAAA' && !ipaddr.IPv6.isValid(data)) wrong('an IPv6 address is needed');
    if (type === 'MX' && !/^\d{1,5} \S+$/u.test(data)) wrong('preference and exchange are needed');
    if (type !== 'TXT' && rest.length === 0) wrong('data is missing');
    const types = zone.records.get(name) ?? new Map<RecordType, string[]>();
    zone.records.set(name, types);
    const list = types.get(type as RecordType) ?? [];
    types.set(type as RecordType, list);
    list.push(data);
  });
  return zones;
}

/** Words, quoted strings without their quotes; a `;` outside quotes begins a comment. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/"((?:[^"\\]|\\.)*)"|(;.*)|([^\s;"]+)/gu)) {
    if (match[2] !== undefined) break;
    words.push(match[3] ?? (match[1] ?? '').replace(/\\(.)/gu, '$1'));
  }
  return words;
}
