/** Whether a device may send, and what was last seen of it. */
import type { CheckStep } from '../mail/checkup.ts';
import type { Device } from '../mail/device.ts';
import type { Explanation } from '../mail/explanation.ts';
import type { Sighting } from '../mail/sighting.ts';
import { profileFor } from '../policy/device-profile.ts';
import type { DirectoryView } from '../policy/directory-view.ts';
import { habits, isHabit, isTolerated } from '../policy/habits.ts';
import { proposeFor } from '../policy/proposals.ts';
import { routeRecipient } from '../policy/routing.ts';
import { shellWord } from '../policy/shell-word.ts';
import { parseMailbox } from '../smtp/path.ts';
import { notesOf } from './notes.ts';

export interface DeviceFacts {
  readonly view: DirectoryView;
  readonly now: number;
  readonly sighting: Sighting | null;
  readonly explain: (question: {
    from: string;
    to: string;
    address: string;
    login: string | null;
  }) => Promise<Explanation>;
}

/** Nobody's: only what is decided before it leaves is looked at. */
const OUTSIDE = 'someone@example.com';
const DAY_MS = 86_400_000;

export async function* checkDevice(device: Device, facts: DeviceFacts): AsyncGenerator<CheckStep> {
  const note = notesOf(`device ${device.name}`);
  const { sighting, view, now } = facts;
  yield* sightingSteps(device, facts, note);
  if (device.owner !== null) {
    const parsed = parseMailbox(device.owner, { smtputf8: true });
    const whose = { organizationId: device.organizationId, reversePath: null };
    const reached = parsed.ok && routeRecipient(view, parsed.address, whose).kind !== 'none';
    yield note(
      'owner',
      device.owner,
      reached ? 'can be reached' : 'is no mailbox here',
      reached ? 'good' : 'bad',
      reached ? null : `doorpost device set ${shellWord(device.name)} --owner ADDRESS`,
    );
  }
  const address = sighting?.addresses[0] ?? device.addresses.find((one) => !one.includes('/'));
  const login = device.logins[0] ?? null;
  const from = senderOf(device, view, login);
  if (address === undefined && login === null) {
    yield note(
      'right',
      'its addresses and sign-ins',
      'neither is known',
      'bad',
      `doorpost device set ${shellWord(device.name)} --address IP`,
    );
    return;
  }
  const told = await facts.explain({ from, to: OUTSIDE, address: address ?? '127.0.0.1', login });
  const last = told.conversation.at(-1);
  const asked = `mail from ${from} to ${OUTSIDE}, from ${address ?? 'any address'}${login === null ? '' : `, signed in as ${login}`}`;
  if (told.verdict === 'accepted') yield note('right', asked, 'would be accepted', 'good');
  else
    yield note(
      'right',
      asked,
      `${last?.reply ?? ''} (${told.refusal?.cause ?? last?.cause ?? ''})`,
      'bad',
      told.refusal?.cure ?? null,
    );
  const days = device.silentAfterDays;
  const seenAt = sighting?.lastAccepted ?? null;
  if (days !== null && (seenAt === null || now - seenAt > days * DAY_MS))
    yield note(
      'silence',
      `mail within ${days} days`,
      seenAt === null ? 'never any' : `none since ${dayText(seenAt)}`,
      'bad',
      'look whether it is switched on, reaches this server and still sends here',
    );
}

function* sightingSteps(
  device: Device,
  { sighting, view }: DeviceFacts,
  note: ReturnType<typeof notesOf>,
): Generator<CheckStep> {
  if (sighting === null) {
    yield note(
      'seen',
      'its sessions',
      'none yet',
      'warning',
      'send something from it, and look at the same time: doorpost watch',
    );
    return;
  }
  const { helo, tls, authMechanism, sessions, messages, refusals, lastSeen, lastRefusal, lastAccepted } = sighting;
  const words = `last ${dayText(lastSeen)} as ${helo ?? '(no name)'}, ${tls ?? 'clear text'}${authMechanism === null ? '' : `, ${authMechanism}`}; ${sessions} sessions, ${messages} messages, ${refusals} refusals`;
  yield note('seen', 'its sessions', words, 'good');
  if (lastRefusal !== null) {
    const mended = lastAccepted !== null && lastAccepted > lastRefusal.at;
    yield note(
      'last error',
      'its sessions',
      `${dayText(lastRefusal.at)}: ${lastRefusal.cause}${mended ? '; it has sent since' : ''}`,
      mended ? 'good' : 'bad',
      mended ? null : lastRefusal.cure,
    );
  }
  const connector = view.get('inbound-connector', sighting.connectorId);
  const traits = profileFor(view, device, connector);
  const lacking = sighting.habits.filter(isHabit).filter((habit) => !isTolerated(habit, traits));
  const proposal = proposeFor(sighting);
  if (lacking.length === 0)
    yield note('profile', device.profile ?? connector?.profile ?? 'strict', 'takes all that it was seen to do', 'good');
  else
    yield note(
      'profile',
      device.profile ?? connector?.profile ?? 'strict',
      `it ${lacking.map((habit) => habits[habit].words).join(', ')}`,
      'bad',
      `doorpost device set ${shellWord(device.name)} --profile ${proposal.profile ?? 'legacy'}`,
    );
}

/** An address it may well use: that of its sign-in, its rewriting's, or any of the organization's first domain. */
function senderOf(device: Device, view: DirectoryView, login: string | null): string {
  const mailbox = view.get('mailbox', view.credentialsFor(login ?? '')[0]?.mailboxId ?? null);
  if (mailbox !== null) return mailbox.address;
  const domain = view.domains.find(
    ({ organizationId, verified }) => organizationId === device.organizationId && verified !== null,
  );
  return `device@${domain?.name ?? 'example.com'}`;
}

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
