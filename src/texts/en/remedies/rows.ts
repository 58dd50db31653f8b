import type { Remedy } from '../../../mail/remedy.ts';
import type { Phrase } from '../../phrase.ts';

/** A table of all acts of a group, each with the words that say what to do. */
export type Rows<Group extends Remedy> = {
  readonly [Act in Group['act']]: (facts: Extract<Group, { readonly act: Act }>) => Phrase;
};
