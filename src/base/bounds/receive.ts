import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const receiveBounds = {
  noMailSessions: bound(1_000, 'count', 'sessions without mail that are kept in an hour, of all addresses', 'counted only'),
  strangersNoMailSessions: bound(250, 'count', 'of these, sessions of addresses that no connector, device or device network covers (kept without transcript)', 'counted only'),
  shownSenders: bound(100, 'count', 'addresses that From and Sender of one message show', 'a submission is refused: 550 5.7.60'),
  backlog: bound(1_024, 'count', 'connections the kernel holds while the server is busy', 'the kernel turns new ones away'),
};
