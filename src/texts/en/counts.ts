/** Counts with their nouns, in a sentence. */
import { type Phrase, say } from '../phrase.ts';

export const messagesOf = (count: number): Phrase => (count === 1 ? say`${count} message` : say`${count} messages`);
export const recipientsOf = (n: number): Phrase => (n === 1 ? say`${n} recipient` : say`${n} recipients`);
export const attemptsOf = (n: number): Phrase => (n === 1 ? say`${n} attempt` : say`${n} attempts`);
export const sessionsOf = (n: number): Phrase => (n === 1 ? say`${n} session` : say`${n} sessions`);
export const refusalsOf = (n: number): Phrase => (n === 1 ? say`${n} refusal` : say`${n} refusals`);
