/** Habits of devices in words, as the server says them. */
import { habits } from '../../../src/texts/en/habits.ts';

/** A newer server may know more of them. */
export const habitText = (habit: string): string =>
  Object.hasOwn(habits, habit) ? habits[habit as keyof typeof habits] : habit;
