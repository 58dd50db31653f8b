/** An import as an organization's file, which is applied like any other. Pure. */
import { stringify } from 'yaml';
import type { Imported } from './imported.ts';

/** @param name of the organization that it goes to. */
export const importedFile = ({ entry }: Imported, name: string): string =>
  stringify({ doorpost: 1, organizations: [{ name, ...entry }] });
