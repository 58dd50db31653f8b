/** All that is held of a person, found page by page and told as it is found. The audit log says that somebody looked or erased, not whom. */
import { hash } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import { bounds } from '../../base/bounds.ts';
import type { ObjectId } from '../../base/id.ts';
import { addressKey, addressText } from '../../mail/address.ts';
import { quarantineLanes } from '../../mail/route.ts';
import { naturalName } from '../../policy/changes/directory-rules.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { Held, HeldKind, HeldMessage, HeldName, PersonSought } from '../../store/store.ts';
import type { AdminContext } from '../context.ts';
import { toldLines } from '../answers/told-lines.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { person } from '../contracts/person.ts';
import { organizationsSaid } from '../http/naming.ts';
import { type ApiRoute, route } from '../http/route.ts';

type Room = Pick<AdminContext, 'directory' | 'store' | 'clock' | 'log' | 'quarantine' | 'devices'>;
type ShownLine = AnswerOf<typeof person.show>;
type ErasedLine = AnswerOf<typeof person.erase>;
type ErasedPart = Extract<ErasedLine, { readonly kind: string }>;
type Kept = Extract<ErasedLine, { readonly kept: unknown }>['kept'];

export const personRoutes = (room: Room): readonly ApiRoute[] => [
  route(person.show, async ({ query: { address, organization, whole = false }, actor, gone }) => {
    const sought = soughtOf(room, address, organization);
    await noted(room, 'show', sought, actor, {});
    return toldLines(room.log, 'a person could not be shown', shown(room, sought, whole, gone()), gone());
  }),
  route(person.erase, ({ body: { address, waiting = false }, query: { organization }, actor, gone }) => {
    const sought = soughtOf(room, address, organization);
    return toldLines(
      room.log,
      'a person could not be erased',
      erased(room, sought, { waiting, actor }, gone()),
      gone(),
    );
  }),
];

/** Each way in which the address may be written. */
function soughtOf(
  { directory }: Pick<Room, 'directory'>,
  said: string,
  organization: string | undefined,
): PersonSought {
  const parsed = parseMailbox(said, { smtputf8: true });
  const forms = parsed.ok
    ? [said, addressText(parsed.address), addressKey(parsed.address), unicodeOf(parsed.address)]
    : [said];
  return {
    forms: [...new Set(forms.map((form) => form.toLowerCase()))],
    organizationIds: organizationsSaid(directory.current, organization) ?? null,
  };
}

const unicodeOf = ({ local, domainKey }: { readonly local: string; readonly domainKey: string }): string =>
  `${local}@${domainToUnicode(domainKey) || domainKey}`;

async function* heldPages(
  { store }: Pick<Room, 'store'>,
  sought: PersonSought,
  over: AbortSignal,
): AsyncGenerator<readonly Held[], void, undefined> {
  for (let after: string | null = null; !over.aborted; ) {
    const page = await store.person.held(sought, after);
    yield page.found;
    after = page.next;
    if (after === null) return;
  }
}

async function* shown(
  room: Room,
  sought: PersonSought,
  whole: boolean,
  over: AbortSignal,
): AsyncGenerator<ShownLine, void, undefined> {
  const counts: Partial<Record<HeldKind, number>> = {};
  let told = 0;
  for await (const found of heldPages(room, sought, over))
    for (const one of found) {
      const count = (counts[one.kind] ?? 0) + 1;
      counts[one.kind] = count;
      if (whole ? told >= bounds.admin.personTold : count > bounds.admin.personExamples) continue;
      told++;
      yield { kind: one.kind, at: one.at, name: nameOf(room, one), facts: { ...one.facts } };
    }
  yield { done: true, counts: { ...counts }, told };
}

/** As people find it by a command. */
function nameOf({ directory }: Pick<Room, 'directory'>, { kind, key, facts }: Held): string {
  const fact = (name: string): string => String(facts[name] ?? '');
  switch (kind) {
    case 'trace':
      return fact('queue_id') || fact('reference');
    case 'event':
    case 'message':
      return fact('queueId');
    case 'session':
      return fact('sessionId');
    case 'object': {
      const object = directory.current.get(facts['objectKind'] as 'mailbox', String(facts['id']) as ObjectId);
      return object === null ? fact('id') : naturalName(directory.current, object);
    }
    case 'last':
    case 'sender':
    case 'note':
    case 'audit':
      return key.join(' ');
    default:
      return kind satisfies never;
  }
}

const forgettable: ReadonlySet<HeldKind> = new Set(['trace', 'event', 'session', 'last', 'sender']);

interface How {
  readonly waiting: boolean;
  readonly actor: string;
}

/** As far as it came, also where it broke off. */
async function* erased(
  room: Room,
  sought: PersonSought,
  how: How,
  over: AbortSignal,
): AsyncGenerator<ErasedLine, void, undefined> {
  const counts: Record<string, number> = {};
  const kept = new KeptOnes();
  try {
    for await (const line of erasing(room, sought, how, kept, over)) {
      counts[line.kind] = (counts[line.kind] ?? 0) + line.erased;
      yield line;
    }
  } finally {
    await noted(room, 'erase', sought, how.actor, { erased: counts, kept: kept.counts(), whole: !over.aborted });
  }
  yield { done: true, erased: counts, kept: kept.list() };
}

/** Mail first: its rows and its story can be forgotten once it is gone. */
async function* erasing(
  room: Room,
  sought: PersonSought,
  { waiting, actor }: How,
  kept: KeptOnes,
  over: AbortSignal,
): AsyncGenerator<ErasedPart, void, undefined> {
  for await (const found of heldPages(room, sought, over)) {
    const recipients = found.flatMap((one) => (one.kind === 'message' ? mailOf(one, waiting) : []));
    if (recipients.length > 0) yield { kind: 'message', erased: await room.quarantine.erase(recipients, actor) };
  }
  const seen = await room.devices.forgetPerson(sought.forms, (id) => isIn(room, sought, id));
  if (seen > 0) yield { kind: 'note', erased: seen };
  for await (const found of heldPages(room, sought, over)) {
    for (const one of found) if (!forgettable.has(one.kind)) kept.add(one, nameOf(room, one));
    yield* forgotten(room, sought, found);
  }
}

async function* forgotten(
  { store }: Pick<Room, 'store'>,
  sought: PersonSought,
  found: readonly Held[],
): AsyncGenerator<ErasedPart, void, undefined> {
  for (const kind of forgettable) {
    const names: HeldName[] = found.flatMap((one) => (one.kind === kind ? [{ kind, key: one.key }] : []));
    const count = names.length === 0 ? 0 : await store.person.forget(sought, names);
    if (count > 0) yield { kind, erased: count };
  }
}

/** Those in quarantine; those that wait, where they are meant too. */
const mailOf = ({ facts }: Held, waiting: boolean) => {
  const { queueId, recipients } = facts as unknown as HeldMessage;
  return recipients
    .filter(({ lane }) => waiting || lane.startsWith(quarantineLanes))
    .map(({ ordinal }) => ({ queueId: queueId as never, ordinal }));
};

function isIn({ directory }: Pick<Room, 'directory'>, sought: PersonSought, deviceId: ObjectId | null): boolean {
  if (sought.organizationIds === null) return true;
  const device = directory.current.get('device', deviceId);
  return device !== null && sought.organizationIds.includes(device.organizationId);
}

/** Counted, with a few names of each kind. */
class KeptOnes {
  readonly #kinds = new Map<string, { count: number; names: { name: string; of?: string }[] }>();

  add({ kind, facts }: Held, name: string): void {
    const known = this.#kinds.get(kind) ?? { count: 0, names: [] };
    known.count++;
    const of = kind === 'object' ? { of: String(facts['objectKind']) } : {};
    if (known.names.length < bounds.admin.personKept) known.names.push({ name, ...of });
    this.#kinds.set(kind, known);
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#kinds].map(([kind, { count }]) => [kind, count]));
  }

  list(): Kept {
    return [...this.#kinds].map(([kind, one]) => ({ kind, ...one }));
  }
}

/** The address would be held again by an entry that names it: a digest says whether it was this one. */
const noted = (
  { store, clock, directory }: Pick<Room, 'store' | 'clock' | 'directory'>,
  verb: 'show' | 'erase',
  { forms, organizationIds }: PersonSought,
  actor: string,
  after: object,
): Promise<void> => {
  const [organizationId = null, ...others] =
    organizationIds ?? [...directory.current.organizations].map(({ id }) => id);
  return store.directory.note({
    at: clock.now(),
    actor,
    kind: 'person',
    id: hash('sha256', forms[0] ?? '').slice(0, DIGEST),
    name: `person: ${verb}`,
    before: null,
    after: { ...after, organizationId: others.length === 0 ? organizationId : null },
  });
};

const DIGEST = 16;
