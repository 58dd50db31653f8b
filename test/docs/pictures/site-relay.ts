/** The site relay: devices as they are, Doorpost between, Microsoft 365 as it is today. */
import { Drawing } from './drawing.ts';

const WIDTH = 400;

export function siteRelay(): Drawing {
  const drawing = new Drawing('Devices send to Doorpost in your network, and Doorpost sends to Microsoft 365', WIDTH);
  const left = 24;
  const half = (WIDTH - 2 * left - 16) / 2;
  const printer = drawing.box('plain', left, 40, half, 'Old copier\nNo TLS or TLS 1.0, no sign-in', true);
  const erp = drawing.box('plain', left + half + 16, 40, half, 'ERP, alarm panel\nName and password', true);
  const below = printer.y + printer.height;
  const doorpost = drawing.box(
    'good',
    left,
    below + 62,
    WIDTH - 2 * left,
    'Doorpost\nKnows each device. Keeps every mail on disk until it is gone. Stays under Microsoft’s limits. Tells you what happened, and raises alarms.',
    true,
  );
  drawing.arrow([80, below], [80, doorpost.y]);
  drawing.label(90, below + 8, 'port 25, by address');
  drawing.arrow([left + half + 46, erp.y + erp.height], [left + half + 46, doorpost.y]);
  drawing.label(left + half + 54, below + 31, 'port 587, TLS');
  drawing.frame({ x: 10, y: 10, width: WIDTH - 20, height: doorpost.y + doorpost.height - 10 + 14 }, 'Your network');
  const out = doorpost.y + doorpost.height + 14;
  const ways = [
    ['question', 'Submission\nPort 587, OAuth'],
    ['question', 'Graph\nHTTPS, OAuth'],
    ['question', 'Connector\nPort 25, certificate or static address'],
  ] as const;
  const third = (WIDTH - 2 * left - 16) / 3;
  const boxes = ways.map(([kind, text], index) =>
    drawing.box(kind, left + index * (third + 8), out + 54, third, text, true),
  );
  for (const box of boxes) drawing.arrow([box.x + third / 2, out - 14], [box.x + third / 2, box.y]);
  const lowest = Math.max(...boxes.map(({ y, height }) => y + height));
  const cloud = drawing.box(
    'plain',
    left,
    lowest + 40,
    WIDTH - 2 * left,
    'Microsoft 365\nYour mailboxes, and the Internet',
    true,
  );
  for (const box of boxes) drawing.arrow([box.x + third / 2, box.y + box.height], [box.x + third / 2, cloud.y]);
  return drawing;
}
