/** This server as the Internet sees it when it sends by itself: its address, its name, port 25 outward, block lists. */
import { bounds } from '../base/bounds.ts';
import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Resolver } from '../dns/resolver.ts';
import type { Step } from '../mail/step.ts';
import { addressKind, parseRange, touchesCarrierGrade } from '../mail/network/address-ranges.ts';
import { isRefusal, LISTED_ALWAYS, reversedAddress } from '../screening/listing.ts';
import { type DiskFacts, diskAlarm, isFull } from '../policy/delivery/disk.ts';
import { notesOf } from './notes.ts';
import { inRow, type Phrase, say } from '../texts/phrase.ts';
import { again } from '../texts/told.ts';
import { line } from '../mail/lines/said.ts';

export interface ServerFacts {
  readonly resolver: Resolver;
  readonly hostName: string;
  readonly egressAddresses: readonly string[];
  /** Mail for strangers leaves by MX at all. */
  readonly sendsByMx: boolean;
  /** Whether a host answers on port 25 as a mail server. */
  readonly reach: (host: string) => Promise<readonly Step[]>;
  readonly probeHost: string | null;
  readonly disks: readonly DiskFacts[];
  /** Why the store cannot write; null: it can. */
  readonly storeTrouble: string | null;
}

/** Hosts that answer anybody on port 25. */
const WELL_KNOWN = ['aspmx.l.google.com', 'microsoft-com.mail.protection.outlook.com'];

/** Lists that receivers really ask. What their answers mean is theirs to say; a few of them everybody knows. */
const LISTS = ['zen.spamhaus.org', 'bl.spamcop.net', 'b.barracudacentral.org', 'psbl.surriel.com'];
const POLICY_CODES = new Set(['127.0.0.10', '127.0.0.11']);

type Noting = ReturnType<typeof notesOf>;

export async function* checkServer(facts: ServerFacts, signal: AbortSignal): AsyncGenerator<Step> {
  const note = notesOf(say`this server`);
  const { egressAddresses, sendsByMx } = facts;
  yield* storeSteps(facts, note);
  if (egressAddresses.length === 0)
    yield note(
      'address',
      say`egressAddresses in doorpost.yaml`,
      say`not set`,
      sendsByMx ? 'bad' : 'warning',
      'set egressAddresses to our public addresses; without them SPF, PTR and block lists cannot be checked',
    );
  for (const address of egressAddresses.map((text) => text.split('/')[0] ?? text)) {
    const kind = kindStep(address, note);
    yield kind;
    if (kind.outcome === 'bad') continue;
    yield await ptrStep(address, facts, note, signal);
    for (const list of LISTS) yield await listStep(address, list, facts, note, signal);
  }
  yield* outwardSteps(facts, note);
}

function* storeSteps({ disks, storeTrouble }: ServerFacts, note: Noting): Generator<Step> {
  for (const disk of disks) {
    const { path, freeBytes, leastBytes } = disk;
    const seen = say`${mebibytes(freeBytes)} MiB free; ${mebibytes(leastBytes)} MiB must stay free`;
    const asked = say`room on the disk of ${path}`;
    if (isFull(disk))
      yield note('disk', asked, seen, 'bad', 'make room there: new mail is put off with 452 4.3.1 until there is');
    else if (diskAlarm(disk, false) !== null)
      yield note('disk', asked, seen, 'warning', 'make room there, before new mail is put off');
    else yield note('disk', asked, seen, 'good');
  }
  const asked = say`whether the store can write`;
  yield storeTrouble === null
    ? note('store', asked, say`it can`, 'good')
    : note(
        'store',
        asked,
        storeTrouble,
        'bad',
        'look at the disk of the data directory and at the log: new mail is put off with 451 4.3.0',
      );
}

const mebibytes = (octets: number): number => Math.round(octets / 1024 ** 2);

function kindStep(address: string, note: Noting): Step {
  const range = parseRange(address);
  const asked = say`what kind of address ${address} is`;
  if (range !== null && touchesCarrierGrade(range))
    return note('address', asked, say`shared by many customers of the provider (carrier-grade NAT)`, 'bad', {
      act: 'ask-for-advice',
    });
  if (range === null || addressKind(range) === 'private')
    return note(
      'address',
      asked,
      say`a private address`,
      'bad',
      'name the address as the Internet sees it, not the one behind NAT',
    );
  return note('address', asked, say`public`, 'good');
}

async function ptrStep(
  address: string,
  { resolver, hostName, sendsByMx }: ServerFacts,
  note: Noting,
  signal: AbortSignal,
): Promise<Step> {
  const asked = say`PTR of ${address}, and back`;
  const poor = sendsByMx ? 'bad' : 'warning';
  const cure = line`ask the provider of the address to set its reverse name to ${hostName}, and let ${hostName} have the address`;
  const answer = await resolver.ptr(address, signal);
  if (answer.kind === 'failed') return note('PTR', asked, answer.reason, 'unknown', 'ask again');
  if (answer.kind !== 'found') return note('PTR', asked, say`no name`, poor, cure);
  for (const name of answer.records.slice(0, bounds.checkup.namesLookedUp)) {
    const back = await (isIPv6(address) ? resolver.aaaa(name, signal) : resolver.a(name, signal));
    if (back.kind === 'found' && back.records.some((one) => sameAddress(one, address))) {
      const same = name.toLowerCase() === hostName.toLowerCase();
      const seen = same ? name : say`${name}; we greet as ${hostName}, which some receivers hold against us`;
      return note('PTR', asked, seen, same ? 'good' : 'warning', same ? null : cure);
    }
  }
  return note('PTR', asked, say`${answer.records.join(', ')}, which does not lead back`, poor, cure);
}

const sameAddress = (a: string, b: string): boolean =>
  ipaddr.isValid(a) &&
  ipaddr.isValid(b) &&
  ipaddr.process(a).toNormalizedString() === ipaddr.process(b).toNormalizedString();

async function listStep(
  address: string,
  list: string,
  { resolver, sendsByMx }: ServerFacts,
  note: Noting,
  signal: AbortSignal,
): Promise<Step> {
  const question = `${reversedAddress(address)}.${list}`;
  const answer = await resolver.a(question, signal);
  if (answer.kind === 'failed') return note('block list', question, answer.reason, 'unknown');
  if (answer.kind !== 'found') {
    const test = await resolver.a(`${reversedAddress(LISTED_ALWAYS)}.${list}`, signal);
    if (test.kind === 'found' && !test.records.some(isRefusal))
      return note('block list', question, say`not listed`, 'good');
    const silent = say`not listed, but nor is the entry that every list has for tests: it does not answer through this resolver`;
    return note('block list', question, silent, 'unknown', line`look the address up at ${list}`);
  }
  const codes = answer.records.join(', ');
  if (answer.records.some(isRefusal))
    return note(
      'block list',
      question,
      say`${codes}: the list does not answer through this resolver`,
      'unknown',
      line`look the address up at ${list}`,
    );
  const poor = sendsByMx ? 'bad' : 'warning';
  if (answer.records.some((code) => POLICY_CODES.has(code)))
    return note(
      'block list',
      question,
      say`${codes}: on a policy list, as addresses of homes and small offices are`,
      poor,
      { act: 'not-by-mx-from-here' },
    );
  const why = await resolver.txt(question, signal);
  const text = why.kind === 'found' ? `: ${why.records.join(' ').slice(0, bounds.checkup.answerShown)}` : '';
  return note('block list', question, `${codes}${text}`, poor, { act: 'leave-block-list', list });
}

async function* outwardSteps({ reach, probeHost, sendsByMx }: ServerFacts, note: Noting): AsyncGenerator<Step> {
  const hosts = probeHost === null ? WELL_KNOWN : [probeHost];
  const seen: Phrase[] = [];
  let named = false;
  for (const host of hosts) {
    const steps = await reach(host);
    const greeted = steps.find(({ what, outcome }) => what === 'greeting' && outcome === 'good');
    if (greeted !== undefined) {
      yield note('port 25', say`${host} port 25`, greeted.text.slice(0, bounds.checkup.greetingShown), 'good');
      return;
    }
    named ||= steps.some(({ what, outcome }) => what !== 'name' || outcome === 'good');
    const last = steps.at(-1);
    seen.push(last === undefined ? say`${host} gave no answer` : again(last));
  }
  const asked = say`${hosts.join(', ')} port 25`;
  if (!named) {
    const cure = line`let this machine ask DNS for names of the Internet, or name a host: --probe-host HOST`;
    yield note('port 25', asked, say`no address found for any of them`, 'unknown', cure);
    return;
  }
  yield note(
    'port 25',
    asked,
    inRow(seen),
    sendsByMx ? 'bad' : 'warning',
    'the provider or a firewall blocks port 25 outward: have it opened, or send by an upstream on port 587 or by Microsoft Graph',
  );
}
