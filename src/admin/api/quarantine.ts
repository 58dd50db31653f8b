/** Mail in quarantine: lists, a look into one, and the ways out. Who looked into which is in the audit log before it is shown. */
import { bounds } from '../../base/bounds.ts';
import { given } from '../../base/given.ts';
import type { ObjectId, QueueId } from '../../base/id.ts';
import { allowEntryForms } from '../../directory/kinds/list-entry.ts';
import { holdsAt } from '../../directory/validity.ts';
import { type Address, addressKey, addressText, pathText } from '../../mail/address.ts';
import { quarantineLanes } from '../../mail/route.ts';
import { malwareDays } from '../../policy/delivery/quarantine-room.ts';
import { keptFor } from '../../policy/routing/honours-dmarc.ts';
import type { Screened } from '../../mail/screening/screened.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { QueueEntry, QueueSelection } from '../../store/store.ts';
import { screenRowWords } from '../../texts/en/screening.ts';
import { changeDirectory } from '../changes/change.ts';
import { makeAllowEntry } from '../changes/make-object.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import type { AnswerOf, BodyOf, QueryOf } from '../contracts/operation.ts';
import { quarantine } from '../contracts/quarantine.ts';
import { organizationsSaid } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, type Asked, route } from '../http/route.ts';
import { requireTime } from '../http/times.ts';
import { goneFromQueue, lookRoutes } from './message-looks.ts';
import { shownStory } from './trace.ts';

type Room = ChangeRoom & Pick<AdminContext, 'quarantine' | 'waitingMail' | 'ids'>;
type Kept = AnswerOf<typeof quarantine.list>['entries'][number];
type Acted = AnswerOf<typeof quarantine.act>;
type Chosen = Partial<BodyOf<typeof quarantine.act>['selection']> &
  Pick<Partial<QueryOf<typeof quarantine.list>>, 'sender'>;

const DAY_MS = 86_400_000;

export const quarantineRoutes = (room: Room): readonly ApiRoute[] => [
  route(quarantine.list, async ({ query: { limit, after, sort, organization, ...filter } }) => {
    const page = { limit, after: after ?? null, newestFirst: sort === 'newest' };
    const found = await room.store.spool.list(selectionOf(room, filter, organization), page);
    return { ...found, entries: found.entries.map((entry) => shown(room, entry)) };
  }),
  route(quarantine.show, async ({ params }) => {
    const { queueId, entries, next } = await kept(room, params.queueId);
    const story = await room.store.trace.story(queueId);
    if (entries.length === 0 && story === null) goneFromQueue(queueId);
    return { entries: entries.map((entry) => shown(room, entry)), next, story: story && shownStory(room, story) };
  }),
  ...lookRoutes(room, { operations: quarantine, of: { quarantined: true }, place: 'quarantine', ownerOf }),
  route(quarantine.act, (asked) => act(room, asked), { handlerTimeout: bounds.admin.steer }),
];

/** Of what the caller may see; none: it has left. */
async function kept(room: Room, said: string) {
  const queueId = said.toUpperCase() as QueueId;
  const page = { limit: bounds.admin.recipientsShown, after: null };
  const { entries, next } = await room.store.spool.list({ quarantined: true, queueIds: [queueId] }, page);
  return { queueId, entries, next };
}

function selectionOf(
  { directory, clock }: Pick<Room, 'directory' | 'clock'>,
  chosen: Chosen,
  organization: string | undefined,
): QueueSelection & { readonly quarantined: true } {
  const now = clock.now();
  const idOf = (said: string): QueueId => said.toUpperCase() as QueueId;
  return {
    quarantined: true,
    ...given({
      organizationIds: organizationsSaid(directory.current, organization),
      queueIds: chosen.queueIds?.map(idOf),
      recipients: chosen.recipients?.map(({ queueId, ordinal }) => ({ queueId: idOf(queueId), ordinal })),
      senderContains: chosen.sender,
      recipientContains: chosen.recipient,
      addressContains: chosen.text,
      screenRows: chosen.why === undefined ? undefined : [chosen.why],
      newerThan: requireTime(chosen.since, 'since', now) ?? undefined,
      olderThan: requireTime(chosen.until, 'until', now) ?? undefined,
    }),
  };
}

async function act(
  room: Room,
  { body, query: { organization, dryRun }, actor }: Asked<typeof quarantine.act>,
): Promise<Acted> {
  const { verb, selection: chosen, allowSender } = body;
  const selection = selectionOf(room, chosen, organization);
  const { organizationIds: _, quarantined: __, ...narrowed } = selection;
  if (Object.keys(narrowed).length === 0 && chosen.all !== true)
    throw new Problem('nothing-selected', {}, 'Give a filter in selection, or say all: true.');
  const to = addressOf(body.to);
  if (dryRun === true) {
    const page = { limit: bounds.admin.steerSampled, after: null };
    const { total, entries } = await room.store.spool.list(selection, page);
    return { touched: total, dryRun: { sample: entries.map((entry) => shown(room, entry)) } };
  }
  if (verb === 'delete') return { touched: await room.quarantine.discard(selection, actor) };
  // Before: afterwards it is no longer known whose mail that was.
  const allowed = allowSender === true ? await allow(room, selection, actor) : undefined;
  const touched =
    to === null ? await room.quarantine.release(selection, actor) : await room.quarantine.copyTo(selection, to, actor);
  return { touched, ...(allowed && { allowed }) };
}

function addressOf(said: string | undefined): Address | null {
  const parsed = said === undefined ? null : parseMailbox(said, { smtputf8: true });
  return parsed?.ok === true ? parsed.address : null;
}

/** The authors of what is released, each once and on the list of its organization; what has no one author has none. */
async function allow(room: Room, selection: QueueSelection, actor: string): Promise<readonly string[]> {
  const authors = new Map<string, { readonly organizationId: ObjectId; readonly address: string }>();
  for await (const entries of room.store.spool.scan(selection))
    for (const entry of entries) {
      const address = authorOf(entry);
      if (address === null || authors.size >= bounds.admin.messagesSteered) continue;
      const organizationId = ownerOf(entry);
      authors.set(`${organizationId} ${address}`, { organizationId, address });
    }
  const listed = [...authors.values()];
  const now = room.clock.now();
  if (listed.length > 0)
    await changeDirectory(room, actor, (view) => ({
      edits: listed.flatMap(({ organizationId, address }) => {
        const [known] = view.named('allow-entry', organizationId, address);
        if (known !== undefined && holdsAt(known, now)) return [];
        const made = makeAllowEntry(room.ids, organizationId, now, { ...allowed, name: address });
        return [{ verb: 'put', object: known === undefined ? made : { ...made, id: known.id } }];
      }),
      result: null,
    }));
  return [...new Set(listed.map(({ address }) => address))];
}

const allowed = { ...allowEntryForms.standards, note: 'released from quarantine' };

/** Lists go by the author that From shows. */
function authorOf({ message: { header } }: QueueEntry): string | null {
  const [shown] = header.from;
  const parsed = header.from.length === 1 && shown !== undefined ? parseMailbox(shown, { smtputf8: true }) : null;
  return parsed?.ok === true ? addressKey(parsed.address) : null;
}

const ownerOf = ({ lane }: Pick<QueueEntry, 'lane'>): ObjectId => lane.slice(quarantineLanes.length) as ObjectId;

function shown({ directory }: Pick<Room, 'directory'>, entry: QueueEntry): Kept {
  const { message, recipient } = entry;
  const { screened, header } = message;
  const organization = directory.current.get('organization', ownerOf(entry));
  const days = screened?.category === 'MALW' ? malwareDays : organization?.quarantineDays;
  const { queueId, receivedAt, sizeBytes, clientAddress, helo, reversePath } = message;
  return {
    ...{ queueId, ordinal: recipient.ordinal, organization: organization?.name ?? null, receivedAt },
    expiresAt: days === undefined ? null : receivedAt + days * DAY_MS,
    sender: reversePath === null ? pathText(null) : addressText(reversePath),
    recipient: addressText(recipient.address),
    ...{ from: [...header.from], subject: header.subject, messageId: header.messageId },
    ...{ sizeBytes, clientAddress, helo },
    ...judged(screened),
  };
}

const judged = (screened: Screened | undefined) => {
  const why = keptFor(screened);
  return {
    why: why ?? null,
    whyText: why === undefined ? '' : screenRowWords[why],
    virus: screened?.virus ?? null,
    scl: screened?.scl ?? null,
    category: screened?.category ?? null,
    results: screened?.results ?? null,
    composite: compositeText(screened?.composite),
    engine: engineSaid(screened?.engine),
  };
};

const compositeText = (composite: Screened['composite']): string | null =>
  composite === undefined ? null : `${composite.result} ${composite.reason}`;

const engineSaid = (engine: Screened['engine']): Kept['engine'] =>
  engine === undefined ? null : { score: engine.score, symbols: [...engine.symbols] };
