import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const cliBounds = {
  auditEntries: bound(100_000, 'count', 'audit entries that one command shows', 'refused; go on with --before'),
  logWaiting: bound(1024 * 1024, 'characters', 'log lines that wait for standard output', 'dropped and counted; told when it takes lines again'),
  answerBytes: bound(256 * 1024 * 1024, 'octets', 'one answer of the HTTP API', 'given up with an error'),
  standardInput: bound(16 * 1024 * 1024, 'octets', 'standard input of a command, or a file that it is given', 'given up with an error'),
  importedMap: bound(16 * 1_048_576, 'octets', 'one file that an import reads', 'not read, and said'),
  auditLine: bound(100, 'characters', 'one change in a line of the audit', 'cut'),
  testMessage: bound(1024 ** 3, 'octets', 'a test message that is sent', 'refused'),
  countsShown: bound(20, 'count', 'addresses whose refusals were only counted, in a list of the trace', 'the rest are summed up'),
  lostNamed: bound(10, 'count', 'lost messages that the warning of a backup names', 'the answer as JSON has them all'),
  stackLogged: bound(4_000, 'characters', 'the stack of a fault in the log', 'cut'),
  answer: bound(30_000, 'ms', 'waiting for an answer of the server', 'given up with an error'),
};
