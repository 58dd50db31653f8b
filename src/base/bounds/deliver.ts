import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const deliverBounds = {
  headerSearched: bound(1_048_576, 'octets', 'a header section that is searched for where the message has been', 'failed with 5.6.0'),
  unreachedLanes: bound(10_000, 'count', 'destinations that are not reached and remembered for the alarm', 'the next ones raise none'),
  forwardingTargets: bound(10_000, 'count', 'targets of one forwarding', 'failed with 5.2.4'),
  graphSmallMessage: bound(1_048_576, 'octets', 'message to Graph whose answer of 200 with a page is somebody else’s', 'a larger one is tried by draft'),
  graphAnswer: bound(8 * 1_048_576, 'octets', 'one answer of Microsoft Graph (what was created comes back: an attachment in base64)', 'not read further; its status alone counts'),
};
