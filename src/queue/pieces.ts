import { bounds } from '../base/bounds.ts';

/** Whether the others have their turn before the recipient at this place of a list: long work on one message is done in pieces. */
export const endsPiece = (index: number): boolean =>
  index % bounds.queue.pieceRecipients === bounds.queue.pieceRecipients - 1;
