/** Outbound connectors: how mail goes on, what is sealed of their sign-in, and their test. */
import { toldWarnings } from '../answers/told-next.ts';
import { asTheyCome } from '../../base/collections/as-they-come.ts';
import { bounds } from '../../base/bounds.ts';
import { utcDay } from '../../base/words/utc-day.ts';
import { domainOf } from '../../directory/entries.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import type { Warning } from '../../mail/remedy.ts';
import type { Step } from '../../mail/step.ts';
import { unmetDemand } from '../../policy/upstreams/senders.ts';
import { PASSWORDS_END } from '../../policy/upstreams/passwords-end.ts';
import { toldCure } from '../../texts/remedy.ts';
import { type Changed, changeDirectory, merged } from '../changes/change.ts';
import { followName } from '../changes/follow-name.ts';
import { makeOutboundConnector, outboundClientSecret, outboundSecret } from '../changes/make-object.ts';
import { fileWarnings } from '../changes/named-files.ts';
import { changedSignIn, type ChangedSignIn } from '../changes/upstream-auth.ts';
import { retryWaiting } from '../changes/waiting-mail.ts';
import type { AdminContext, ChangeRoom } from '../context.ts';
import { outboundConnectors } from '../contracts/connectors.ts';
import type { AnswerOf } from '../contracts/operation.ts';
import { findObject, requireOrganization } from '../http/naming.ts';
import { Problem } from '../http/problem.ts';
import { type ApiRoute, type Asked as AskedOf, route } from '../http/route.ts';
import { toldLines } from '../answers/told-lines.ts';
import { viewOf } from '../answers/views.ts';
import { readableSecret } from '../secrets/secrets.ts';
import { collectionRoutes } from './collection.ts';
import { say, worded } from '../../texts/phrase.ts';
import { told } from '../../texts/told.ts';
import { line } from '../../mail/lines/said.ts';

type Room = ChangeRoom &
  Pick<AdminContext, 'ids' | 'log' | 'steering' | 'settings' | 'testConnector' | 'upstreamSignIn'>;

export const outboundConnectorRoutes = (room: Room): readonly ApiRoute[] => [
  ...collectionRoutes(room, outboundConnectors, {
    show: viewOf<'outbound-connector'>,
    afterwards: async (connector) => {
      room.upstreamSignIn?.forget(connector.id);
      await room.secrets.delete(outboundSecret(connector.id));
      await room.secrets.delete(outboundClientSecret(connector.id));
    },
  }),
  create(room),
  change(room),
  test(room),
  testSteps(room),
];

const create = (room: Room): ApiRoute =>
  route(outboundConnectors.create, async ({ body, query, actor }) => {
    const { auth: form, ...fields } = body;
    const id = room.ids.objectId();
    const signIn = changedSignIn({ id, name: fields.name, auth: null }, form);
    const changed = await withSecrets(room, signIn.secrets, () =>
      changeDirectory(room, actor, (view) => {
        const organization = requireOrganization(view, query.organization);
        const connector: OutboundConnector = {
          ...makeOutboundConnector(room.ids, organization.id, fields),
          id,
          auth: signIn.auth,
        };
        return { edits: [{ verb: 'put', object: connector }], result: connector };
      }),
    );
    await noteSecrets(room, actor, changed.result, signIn);
    return answer(room, changed);
  });

const change = (room: Room): ApiRoute =>
  route(outboundConnectors.change, async ({ body, params, query, actor }) => {
    const { auth: form, ...fields } = body;
    const target = findObject(room.directory.current, 'outbound-connector', params.name, query.organization);
    const signIn = changedSignIn(target, form);
    const changed = await withSecrets(room, signIn.secrets, () =>
      changeDirectory(room, actor, (view) => {
        const present = findObject(view, 'outbound-connector', target.id, null);
        const object: OutboundConnector = { ...merged(present, fields), auth: changedSignIn(present, form).auth };
        return {
          edits: [{ verb: 'put' as const, object }, ...followName(view, 'failover', present, object.name)],
          result: object,
        };
      }),
    );
    await noteSecrets(room, actor, changed.result, signIn);
    await retryWaiting(room, changed.result, actor);
    return answer(room, changed);
  });

async function answer(room: Room, { result: connector, warnings, told }: Changed<OutboundConnector>) {
  const more = [...signInWarnings(room, connector), ...(await fileWarnings(connector))];
  return { item: viewOf(room.directory.current, connector), ...toldWarnings([...warnings, ...more]), ...told };
}

async function noteSecrets(
  room: Room,
  actor: string,
  connector: OutboundConnector,
  { secrets }: ChangedSignIn,
): Promise<void> {
  const values = [...secrets.values()];
  if (values.length === 0) return;
  room.upstreamSignIn?.forget(connector.id, [...secrets.keys()]);
  await room.store.directory.note({
    at: room.clock.now(),
    actor,
    kind: 'secret',
    id: outboundSecret(connector.id),
    name: `outbound:${connector.name}`,
    before: null,
    after: values.some((value) => value !== null) ? 'set' : 'deleted',
  });
}

/** Things about to fail show at once: a date that was typed wrong, passwords where they end. */
function signInWarnings(
  { clock }: Pick<AdminContext, 'clock'>,
  { name, auth, service }: OutboundConnector,
): readonly Warning[] {
  if (service === 'microsoft365' && auth?.kind === 'password') return [told(say`${name}: ${worded(PASSWORDS_END)}`)];
  const expiresAt = auth?.kind === 'client-credentials' && auth.proof.kind === 'secret' ? auth.proof.expiresAt : null;
  if (expiresAt === null || expiresAt > clock.now()) return [];
  const day = utcDay(expiresAt);
  return [
    {
      ...line`The client secret of ${name} expired on ${day}: mail by it waits.`,
      ...toldCure({ act: 'correct-secret-date', name }),
    },
  ];
}

/**
 * New secrets first, so that a crash in between leaves no connector without one; a change that is refused gets the old ones back. What is
 * not needed any more goes last.
 */
async function withSecrets<Result>(
  room: ChangeRoom,
  secrets: ChangedSignIn['secrets'],
  change: () => Promise<Result>,
): Promise<Result> {
  const before = new Map<string, string | null>();
  try {
    for (const [name, value] of secrets) {
      if (value === null) continue;
      before.set(name, await readableSecret(room.secrets, name));
      await room.secrets.put(name, value);
    }
    const result = await change();
    for (const [name, value] of secrets) if (value === null) await room.secrets.delete(name);
    return result;
  } catch (error) {
    for (const [name, value] of before)
      if (value === null) await room.secrets.delete(name);
      else await room.secrets.put(name, value);
    throw error;
  }
}

const test = (room: Room): ApiRoute =>
  route(
    outboundConnectors.test,
    async (asked) => {
      const { result } = await tested(room, asked, () => {});
      return result;
    },
    { handlerTimeout: bounds.admin.connectorTest },
  );

const testSteps = (room: Room): ApiRoute =>
  route(
    outboundConnectors.testSteps,
    (asked) => {
      const steps = stepsOf(room, asked, testedConnector(room, asked));
      return toldLines(room.log, 'the test of an outbound connector broke off', steps);
    },
    { handlerTimeout: bounds.admin.connectorTest },
  );

type Asked = Pick<
  AskedOf<typeof outboundConnectors.test | typeof outboundConnectors.testSteps>,
  'body' | 'params' | 'query' | 'actor'
>;

async function* stepsOf(
  room: Room,
  asked: Asked,
  connector: OutboundConnector,
): AsyncGenerator<AnswerOf<typeof outboundConnectors.testSteps>> {
  const { result, tried } = yield* asTheyCome<Step, Tested>((tell) => tested(room, asked, tell, connector));
  yield { done: true, ok: result.ok, tried };
}

interface Tested {
  readonly result: Awaited<ReturnType<Room['testConnector']>>;
  /** Recipients whose mail waited, and is tried now. */
  readonly tried: number;
}

/** The one that is meant, where it may be tested so. Throws a Problem. */
function testedConnector(room: Room, { body, params, query }: Asked): OutboundConnector {
  const connector = findObject(room.directory.current, 'outbound-connector', params.name, query.organization);
  if (body.from !== undefined) requireOwnSender(room, connector, body.from);
  return connector;
}

async function tested(
  room: Room,
  asked: Asked,
  tell: (step: Step) => void,
  connector = testedConnector(room, asked),
): Promise<Tested> {
  const { body, actor } = asked;
  const message = { from: body.from ?? testSender(room, connector), to: body.to };
  const result = await room.testConnector(connector, message, tell);
  const last = result.steps.findLast(({ outcome }) => outcome === 'bad') ?? result.steps.at(-1);
  const told = [last?.text ?? '', ...(last?.cure == null ? [] : [last.cure])].join('. ');
  const lastTest = {
    at: room.clock.now(),
    ok: result.ok,
    text: told.slice(0, bounds.admin.testResult),
  };
  await changeDirectory(room, actor, (latest) => {
    // It may have been deleted while the test ran.
    const present = latest.get('outbound-connector', connector.id);
    return { edits: present ? [{ verb: 'put', object: { ...present, lastTest } }] : [], result: null };
  });
  return { result, tried: result.ok ? await retryWaiting(room, connector, actor) : 0 };
}

/** A test mail goes out as any other does: not in the name of an organization that its sender does not see. */
function requireOwnSender({ directory }: Room, { name }: OutboundConnector, from: string): void {
  const domain = domainOf(from);
  if (directory.whole.acceptedDomain(domain) === null || directory.current.acceptedDomain(domain) !== null) return;
  throw new Problem(
    'not-permitted',
    { why: 'reserved', kind: 'outbound-connector', name, field: 'from', what: 'sender' },
    { act: 'ask-for-right', role: 'global-administrator', content: false },
  );
}

/** In a name that is taken there, where that is known. */
function testSender(room: Room, connector: OutboundConnector): string {
  const { organizationId } = connector;
  const demand = unmetDemand(connector);
  if (demand?.of === 'account') return demand.address;
  const domain = room.directory.current.domains.find(
    (each) => each.organizationId === organizationId && each.verified !== null,
  );
  return `postmaster@${domain?.name ?? room.settings.hostName}`;
}
