/** The life of a mail, from the device to its end, with the words that the trace has for each station. */
import { type Area, Drawing } from './drawing.ts';

const WIDTH = 400;
const MAIN = 10;
const WIDE = 224;
const SIDE = 262;
const NARROW = WIDTH - SIDE - 10;
const GAP = 26;

const right = ({ x, width }: Area): number => x + width;
const bottom = ({ y, height }: Area): number => y + height;

export function lifeOfAMail(): Drawing {
  const drawing = new Drawing(
    'A mail is judged, kept on disk, waits, and is delivered, tried again or reported',
    WIDTH,
  );
  const down = (from: Area, to: Area): void => drawing.arrow([60, bottom(from)], [60, to.y]);
  const main = (kind: Parameters<Drawing['box']>[0], y: number, text: string): Area =>
    drawing.box(kind, MAIN, y, WIDE, text, true);
  const side = (kind: Parameters<Drawing['box']>[0], y: number, text: string): Area =>
    drawing.box(kind, SIDE, y, NARROW, text, true);

  const device = main('plain', 10, 'Device\nEHLO, MAIL, RCPT, DATA');
  const judged = main(
    'question',
    bottom(device) + GAP,
    'Who is it, and may it?\nConnector, sign-in or stranger; sender, recipient, limits',
  );
  down(device, judged);
  const rejected = side('bad', judged.y, 'Rejected\nAn answer with [ref …]. The device keeps it.');
  drawing.arrow([right(judged), judged.y + 24], [SIDE, judged.y + 24]);
  const kept = main('good', bottom(rejected) + GAP, 'On disk\nOnly now the device hears 250. From here it is ours.');
  down(judged, kept);
  const queued = main('waits', bottom(kept) + GAP, 'Queue: Pending\nWaits for its turn, its pace, the next server');
  down(kept, queued);
  const delivery = main(
    'question',
    bottom(queued) + GAP,
    'Delivery\nMailbox, MX, smart host or Graph, as it is set up now',
  );
  down(queued, delivery);
  const later = side('waits', delivery.y, 'Not now\nBack to the queue, for days.');
  drawing.arrow([right(delivery), delivery.y + 24], [SIDE, delivery.y + 24]);
  drawing.arrow([SIDE + 60, later.y], [SIDE + 60, queued.y + 24], [right(queued), queued.y + 24]);
  const low = Math.max(bottom(delivery), bottom(later)) + GAP;
  const delivered = main('good', low, 'Delivered\nThe next server has it.');
  down(delivery, delivered);
  const failed = side('bad', low, 'Failed\nSender or owner gets a report.');
  const between = (right(delivery) + SIDE) / 2;
  const middle = failed.y + 24;
  drawing.arrow(
    [right(delivery), bottom(delivery) - 12],
    [between, bottom(delivery) - 12],
    [between, middle],
    [SIDE, middle],
  );
  return drawing;
}
