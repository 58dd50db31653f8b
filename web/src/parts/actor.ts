/** Who did something, as people say it: without the way they were signed in. */
export const actorName = (actor: string): string => actor.replace(/^[a-z]+:/u, '');
