import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const adminBounds = {
  connections: bound(256, 'count', 'HTTP connections of one address, or of the local socket', 'the one longest without a signed-in request ends; without such a one the new one does'),
  organizationFile: bound(256 * 1_048_576, 'octets', 'a file that is applied, as application/yaml', '413, with the cure'),
  fileInJson: bound(16 * 1_048_576, 'characters', 'a file that is applied as a text in JSON', '413, with the cure'),
  fileReadWhole: bound(16 * 1_048_576, 'octets', 'a file that is applied in another layout than that of an export', '413, with the cure'),
  changesInFull: bound(1_000, 'count', 'changes of an applied file that are told field by field', 'the rest are told by name'),
  keyFile: bound(4_096, 'octets', 'secret.key', 'it is no key: the server does not start'),
  watchers: bound(20, 'count', 'people who watch live sessions at once', '429, with the cure'),
};
