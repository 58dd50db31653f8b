import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const cliBounds = {
  logWaiting: bound(1024 * 1024, 'characters', 'log lines that wait for standard output', 'dropped and counted; told when it takes lines again'),
  answerBytes: bound(256 * 1024 * 1024, 'octets', 'one answer of the HTTP API', 'given up with an error'),
};
