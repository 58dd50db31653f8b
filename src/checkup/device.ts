/** Whether a device may send, and what was last seen of it. */
import type { Step } from '../mail/step.ts';
import type { ProfileTraits } from '../mail/device.ts';
import type { Device } from '../directory/objects.ts';
import type { SeenDevices } from '../mail/doors/seen-devices.ts';
import type { Explanation } from '../mail/doors/explanation.ts';
import { profileFor } from '../policy/devices/device-profile.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { HabitName } from '../mail/names.ts';
import { habits } from '../texts/en/habits.ts';
import { isHabit, isTolerated } from '../policy/devices/habits.ts';
import { isSilent } from '../policy/devices/silence.ts';
import { proposeFor } from '../policy/reasons/proposals.ts';
import { routeRecipient } from '../policy/routing/routing.ts';
import { reasonOf, toldCause } from '../policy/reasons/kept-reason.ts';
import { habitsIn } from '../policy/reasons/records-of-0-1-0.ts';
import { parseMailbox } from '../smtp/grammar/path.ts';
import { notesOf } from './notes.ts';
import type { Reason, KeptReason } from '../mail/reason.ts';
import type { Cure, ToldCure } from '../mail/remedy.ts';
import { listed, type Phrase, say, worded } from '../texts/phrase.ts';
import { again, type Words } from '../texts/told.ts';
import { messagesOf, refusalsOf, sessionsOf } from '../texts/en/counts.ts';
import type { SeenRefusal, Sighting } from '../mail/sighting.ts';
import { line } from '../mail/lines/said.ts';

export interface DeviceFacts {
  readonly view: DirectoryView;
  readonly now: number;
  readonly devices: Pick<SeenDevices, 'of' | 'lastHeard'>;
  readonly explain: (question: {
    from: string;
    to: string;
    address: string;
    login: string | null;
    tls: boolean;
    /** null: the usual one. */
    listener: string | null;
  }) => Promise<Explanation>;
}

/** Nobody's: only what is decided before it leaves is looked at. */
const OUTSIDE = 'someone@example.com';

export async function* checkDevice(device: Device, facts: DeviceFacts): AsyncGenerator<Step> {
  const note = notesOf(say`device ${device.name}`);
  const { view } = facts;
  const sighting = facts.devices.of(device.id);
  const right = await rightOf(device, facts, sighting);
  yield* sightingSteps(device, view, sighting, right, note);
  if (device.owner !== null) {
    const parsed = parseMailbox(device.owner, { smtputf8: true });
    const whose = { organizationId: device.organizationId, reversePath: null };
    const reached = parsed.ok && routeRecipient(view, parsed.address, whose).kind !== 'none';
    yield note(
      'owner',
      device.owner,
      reached ? say`can be reached` : say`is no mailbox here`,
      reached ? 'good' : 'bad',
      reached ? null : { act: 'name-owner', device: device.name },
    );
  }
  if (right === null) yield unknownPlace(device, note);
  else {
    const { told, asked } = right;
    const last = told.conversation.at(-1);
    const accepted = told.verdict === 'accepted';
    const refused = say`${last?.text ?? ''} (${causeOf(told, last)})`;
    const cure = accepted ? null : cureOf(device, sighting, told);
    yield note('right', asked, accepted ? say`would be accepted` : refused, accepted ? 'good' : 'bad', cure);
  }
  yield* silenceSteps(device, facts, note);
}

interface Right {
  readonly asked: Phrase;
  readonly told: Explanation;
}

/** The answer it would get now, where it is or signs in; null: nobody knows where it is. */
async function rightOf(
  device: Device,
  { view, explain }: DeviceFacts,
  sighting: Sighting | null,
): Promise<Right | null> {
  const address = sighting?.addresses[0] ?? device.addresses.find((one) => !one.includes('/'));
  const ask = async (login: string | null): Promise<Right> => {
    const from = senderOf(device, view, login);
    // The port it really comes to counts: a port that wants a sign-in takes nothing without one, whatever a connector gives.
    const listener = sighting?.listener ?? null;
    const tls = login !== null || (sighting?.tls ?? null) !== null;
    const told = await explain({ from, to: OUTSIDE, address: address ?? '127.0.0.1', login, tls, listener });
    const mail = say`mail from ${from} to ${OUTSIDE}, from ${address ?? say`any address`}`;
    const there = listener === null ? mail : say`${mail}, on ${listener}`;
    return { told, asked: login === null ? there : say`${there}, signed in as ${login}` };
  };
  const login = loginOf(device, sighting);
  if (address === undefined && login === null) return null;
  const right = await ask(login);
  // It signed in once, and sends without it by now.
  const isPast = device.logins.length === 0 && login !== null && address !== undefined && isOverIt(sighting);
  if (right.told.verdict === 'accepted' || !isPast) return right;
  const without = await ask(null);
  return without.told.verdict === 'accepted' ? without : right;
}

/** Its last trouble is over. */
const isOverIt = (sighting: Sighting | null): boolean =>
  sighting !== null &&
  sighting.lastAccepted !== null &&
  (sighting.lastRefusal === null || sighting.lastAccepted > sighting.lastRefusal.at);

/** As it is known by, or else as it was seen to sign in. */
const loginOf = (device: Device, sighting: Sighting | null): string | null =>
  device.logins[0] ?? (sighting?.authMechanism == null ? null : sighting.login);

/** A name that nobody has here has no password to be typed anew. */
function cureOf(device: Device, sighting: Sighting | null, told: Explanation): Cure | ToldCure | null {
  const login = loginOf(device, sighting);
  return login !== null && told.refusal?.reason?.kind === 'no-such-name'
    ? { act: 'make-credential-for', device: device.name, login }
    : told.refusal;
}

function unknownPlace(device: Device, note: ReturnType<typeof notesOf>): Step {
  return device.addresses.length > 0
    ? note(
        'right',
        device.addresses.join(', '),
        say`known by a network, and not seen from there yet`,
        'unknown',
        'send something from it, and check again',
      )
    : note('right', say`its addresses and sign-ins`, say`neither is known`, 'bad', {
        act: 'name-device-address',
        device: device.name,
      });
}

function* silenceSteps(
  device: Device,
  { devices, now }: DeviceFacts,
  note: ReturnType<typeof notesOf>,
): Generator<Step> {
  if (device.silentAfterDays === null) return;
  const heard = devices.lastHeard(device.id);
  const asked = say`mail within ${device.silentAfterDays} days`;
  const cure = line`look whether it is switched on, reaches this server and still sends here`;
  if (isSilent(device, heard, now))
    yield note('silence', asked, heard.everSent ? say`none since ${dayText(heard.at)}` : say`never any`, 'bad', cure);
  else if (!heard.everSent) yield note('silence', asked, say`none yet`, 'warning', cure);
}

function* sightingSteps(
  device: Device,
  view: DirectoryView,
  sighting: Sighting | null,
  right: Right | null,
  note: ReturnType<typeof notesOf>,
): Generator<Step> {
  if (sighting === null) {
    yield note('seen', ITS_SESSIONS, say`none yet`, 'warning', { act: 'let-it-send-and-watch' });
    return;
  }
  const { helo, tls, authMechanism, sessions, messages, refusals, lastSeen, lastRefusal } = sighting;
  const came = say`last ${dayText(lastSeen)} as ${helo ?? say`(no name)`}, ${tls ?? say`no TLS`}`;
  const by = authMechanism === null ? came : say`${came}, ${authMechanism}`;
  const words = say`${by}; ${sessionsOf(sessions)}, ${messagesOf(messages)}, ${refusalsOf(refusals)}`;
  yield note('seen', ITS_SESSIONS, words, 'good');
  const connector = view.get('inbound-connector', sighting.connectorId);
  const traits = profileFor(view, device, connector);
  const lacking = sighting.habits.filter(isHabit).filter((habit) => !isTolerated(habit, traits));
  if (lastRefusal !== null) {
    const said = say`${dayText(lastRefusal.at)}: ${causeWords(lastRefusal)}`;
    // It has been given what it lacked; only its next session will show that it was enough.
    const given = isGiven(lastRefusal, sighting, traits, right?.told.verdict === 'accepted');
    if (isOverIt(sighting)) yield note('last error', ITS_SESSIONS, say`${said}; it has sent since`, 'good');
    else if (given)
      yield note(
        'last error',
        ITS_SESSIONS,
        say`${said}; that has been set right, and it has not sent since`,
        'warning',
        'send something from it',
      );
    else yield note('last error', ITS_SESSIONS, said, 'bad', lastRefusal);
  }
  const proposal = proposeFor(sighting);
  if (lacking.length === 0)
    yield note(
      'profile',
      device.profile ?? connector?.profile ?? 'strict',
      say`takes all that it was seen to do`,
      'good',
    );
  else
    yield note(
      'profile',
      device.profile ?? connector?.profile ?? 'strict',
      say`it ${listed(
        lacking.map((habit) => worded(habits[habit])),
        lacking.length,
      )}`,
      'bad',
      { act: 'set-device-profile', device: device.name, profile: proposal.profile ?? 'legacy' },
    );
}

/** Whether what its last refusal was for is there by now. @param accepted its mail would be taken now. */
function isGiven(refusal: SeenRefusal, { habits: met }: Sighting, traits: ProfileTraits, accepted: boolean): boolean {
  const known = met.filter(isHabit);
  const { lacks } = refusal;
  // It counts whatever right it was refused at: a sign-in without TLS is one.
  const named = refusedFor(refusal, known);
  if (named.length > 0) return named.every((habit) => isTolerated(habit, traits));
  if (lacks === 'profile') return known.every((habit) => isTolerated(habit, traits));
  return accepted && (lacks === 'connector' || JUDGED_ANEW.has(reasonOf(refusal)?.kind ?? ''));
}

/** Reasons that the rehearsal would meet again, were they still there: it comes as the device came, to the port it came to. */
const JUDGED_ANEW: ReadonlySet<string> = new Set([
  'no-such-name',
  'sign-in-off',
  'no-sign-in',
  'mail-before-tls',
  'connector-wants-tls',
] satisfies readonly Reason['kind'][]);

/** The habits it was refused for; what an earlier version kept has them in its sentence alone. */
function refusedFor({ cause, habits: met }: SeenRefusal, known: readonly HabitName[]): readonly HabitName[] {
  if (met !== undefined) return known.filter((habit) => met.includes(habit));
  return habitsIn(cause, known);
}

/** An address it may well use: that of its sign-in, its rewriting's, or any of the organization's first domain. */
export function senderOf(device: Device, view: DirectoryView, login: string | null): string {
  const mailbox = view.get('mailbox', view.credentialsFor(login ?? '')[0]?.mailboxId ?? null);
  if (mailbox !== null) return mailbox.address;
  const domain = view.domains.find(
    ({ organizationId, verified }) => organizationId === device.organizationId && verified !== null,
  );
  return `device@${domain?.name ?? 'example.com'}`;
}

const ITS_SESSIONS = say`its sessions`;

/** As it is known by its facts; else in the words that were kept. */
const causeWords = ({ cause, reason }: { readonly cause: string; readonly reason?: KeptReason | null }): Phrase =>
  again((reason && toldCause(reason)) ?? { text: cause });

function causeOf({ refusal }: Explanation, last: Step | undefined): Words {
  if (refusal !== null) return causeWords(refusal);
  return String(last?.facts['cause'] ?? '');
}

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
