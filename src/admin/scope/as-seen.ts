/**
 * The house as a request has it that says what it saw (`If-Match`): a change of the directory is kept only when it is about an object that still is
 * so. Looked at where the change is planned, on the very state that it is committed to: nobody comes in between.
 */
import type { DirectoryEdit } from '../../directory/objects.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { etagOf, systemOf } from '../answers/etag.ts';
import type { AdminContext, AdminDirectory } from '../context.ts';
import { type IfMatch, requireMatch } from '../http/if-match.ts';

export const asSeen = (real: AdminContext, wanted: IfMatch): AdminContext => ({
  ...real,
  directory: unchangedDirectory(real.directory, wanted),
});

const unchangedDirectory = (real: AdminDirectory, wanted: IfMatch): AdminDirectory => ({
  get current() {
    return real.current;
  },
  get whole() {
    return real.whole;
  },
  seen: (whole) => real.seen(whole),
  replace: (directory) => real.replace(directory),
  asTheirs(whole, edits) {
    // Edits that go along with the change cannot match by chance: a tag is of one object.
    requireMatch(
      wanted,
      edits.flatMap((edit) => tagsBefore(whole, edit)),
    );
    return real.asTheirs(whole, edits);
  },
});

function tagsBefore(whole: DirectoryView, edit: DirectoryEdit): readonly string[] {
  const { kind, id } = edit.verb === 'put' ? edit.object : edit;
  const before = kind === 'system' ? systemOf(whole) : whole.get(kind, id);
  return before === null ? [] : [etagOf(before)];
}
