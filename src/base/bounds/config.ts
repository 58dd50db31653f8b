import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const configBounds = {
  suggestedWord: bound(64, 'characters', 'a misspelt word that is compared with the known ones', 'no suggestion is made'),
  settingsFile: bound(1_000_000, 'characters', 'doorpost.yaml', 'refused'),
  yamlAliases: bound(100, 'count', 'YAML aliases in one file', 'refused'),
  organizations: bound(1_000, 'count', 'organizations of one file', 'refused'),
  list: bound(10_000, 'count', 'entries of one list in an object', 'refused'),
  name: bound(128, 'characters', 'a name of an object', 'refused'),
  password: bound(256, 'characters', 'a password', 'refused: it is hashed whole'),
  problemsTold: bound(100, 'count', 'problems of one input that are told', 'the first ones are told'),
  lineProblems: bound(100, 'count', 'problems of a table that are told', 'reading ends; the table is refused in any case'),
  importedValue: bound(120, 'characters', 'a foreign value that a report of an import shows', 'cut'),
  rangeNetworks: bound(64, 'count', 'networks that one range of addresses becomes', 'not taken over, and said'),
  parameterDepth: bound(20, 'count', 'parameters of main.cf that name one another', 'not taken over, and said'),
  parameterValue: bound(100_000, 'characters', 'one value of main.cf with what it names', 'not taken over, and said'),
};
