/** Rows of the queue, as the page names and shows them. */
import type { Destination, Queued } from '../../api/contracts.ts';
import type { Mood } from '../../parts/state-word.tsx';
import type queue from '../../words/en/queue.ts';

export type State = keyof typeof queue.states;
export type Way = keyof typeof queue.ways;

/** Of a recipient: its message and its place there. */
export const keyOf = ({ message, recipient }: Queued): string => `${message.queueId}.${recipient.ordinal}`;

export function ofKey(key: string): { readonly queueId: string; readonly ordinal: number } {
  const [queueId = '', ordinal = ''] = key.split('.');
  return { queueId, ordinal: Number(ordinal) };
}

export const laneKey = ({ lane }: Destination): string => lane;

type Address = Queued['recipient']['address'];
const addressText = ({ local, domain }: Address): string => (domain === '' ? local : `${local}@${domain}`);

/** null: a report has no sender. */
export const senderOf = ({ message }: Queued): string | null =>
  message.reversePath === null ? null : addressText(message.reversePath);
export const recipientOf = ({ recipient }: Queued): string => addressText(recipient.address);

export const moods: Readonly<Record<State, Mood>> = {
  paused: 'warning',
  'no-upstream': 'bad',
  held: 'bad',
  active: 'good',
  throttled: 'warning',
  'backing-off': 'warning',
  due: 'waiting',
  waiting: 'waiting',
};

/** A newer server may know more of both. */
export const isState = (state: string): state is State => Object.hasOwn(moods, state);
const WAYS: readonly Way[] = ['connector', 'mx', 'mailbox', 'group', 'no-upstream', 'capture', 'none'];
export const knownWay = (way: string): Way | undefined => WAYS.find((one) => one === way);
