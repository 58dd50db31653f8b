/** Counts with their nouns, in a sentence. */
import { type Phrase, say } from '../phrase.ts';

export const messagesOf = (count: number): Phrase => (count === 1 ? say`${count} message` : say`${count} messages`);
export const recipientsOf = (n: number): Phrase => (n === 1 ? say`${n} recipient` : say`${n} recipients`);
