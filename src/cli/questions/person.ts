/** All that goes when a person is erased, in numbers. */
import { amountOf, heldOf } from '../commands/person.ts';
import { counted, type Foresight } from './consent.ts';

export const erasedPerson: Foresight = async (context, [address = ''], { waiting }) => {
  const found = await counted(heldOf(context, address, false));
  const counts = Object.entries(found?.counts ?? {});
  const lines = counts
    .filter(([kind]) => !STAY.includes(kind))
    .map(
      ([kind, count]) =>
        `${amountOf(kind, count)}${kind === 'message' && waiting !== true ? ' (those that wait stay)' : ''}`,
    );
  return {
    act: `erase what is kept of ${address}`,
    lost: [
      ...(found === null ? ['what is kept could not be counted'] : lines),
      'what is erased cannot be found again, nor brought back but by a backup',
    ],
  };
};

/** Named afterwards. */
const STAY: readonly string[] = ['audit', 'object'];
