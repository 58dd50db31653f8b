/**
 * The data directory before anything is opened in it: whether it is one, of this user, and of this program. An administrator who is the wrong user,
 * or in the wrong place, hears so, and not that something is not there.
 */
import { constants, statSync } from 'node:fs';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE_FILE_NAME } from '../../config/load.ts';
import { command } from '../../texts/command.ts';
import { say } from '../../texts/phrase.ts';
import { CliFailure } from '../terminal/failure.ts';
import { fileTrouble, whoWeAre } from '../terminal/system-error.ts';

interface Place {
  readonly dataDirectory: string;
  /** The settings' file. */
  readonly file: string;
}

/** Resolves when it may be used as it is, or is not there yet. Throws CliFailure. */
export async function requirePlace({ dataDirectory, file }: Place): Promise<void> {
  const seen = await stat(dataDirectory).catch((error: NodeJS.ErrnoException) => error);
  if (seen instanceof Error) {
    if (seen.code === 'ENOENT') return;
    throw seen.code === 'EACCES' ? notOurs(dataDirectory, null) : broken(dataDirectory, seen.code ?? seen.message);
  }
  if (!seen.isDirectory())
    throw new CliFailure(
      `${dataDirectory} is no folder, and should be the data directory`,
      say`name the folder with --data (or DOORPOST_DATA), or make one with \`${command`init`}\``,
    );
  const isOpen = await access(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isOpen) throw notOurs(dataDirectory, seen.uid);
  requireOwner(dataDirectory, seen.uid);
  await refuseForeign(dataDirectory, file);
  await refuseNotOurs(dataDirectory, file);
}

/** Root may write everywhere, and what it writes in the service's directory the service may not even read. Throws CliFailure. */
export function requireOwner(dataDirectory: string, owner: number): void {
  if (process.getuid?.() !== 0 || owner === 0) return;
  throw new CliFailure(
    `the data directory ${dataDirectory} belongs to user ${owner}, and this is root: what root writes there that user could not open any more`,
    asItsUser(owner),
  );
}

const asItsUser = (owner: number | null) =>
  say`run it as the user whose it is: sudo -u ${owner === null ? 'USER' : `'#${owner}'`} ... (as a service: systemctl start doorpost); or give the folder to this user (chown -R)`;

/** Files that `init` or `serve`, run as another user (root, mostly), leave in a folder that is this user's. */
const OURS = [DATABASE_FILE_NAME, 'doorpost.lock', 'doorpost.journal', 'spool'];

async function refuseNotOurs(dataDirectory: string, file: string): Promise<void> {
  const looks = [
    [file, constants.R_OK],
    [join(dataDirectory, 'secret.key'), constants.R_OK],
    ...OURS.map((name) => [join(dataDirectory, name), constants.R_OK | constants.W_OK] as const),
  ] as const;
  for (const [path, wanted] of looks) {
    const trouble = await access(path, wanted).then(() => null, fileTrouble);
    if (trouble !== null) throw new CliFailure(trouble.message, trouble.cure);
  }
}

/** Nothing is there. What may not be looked at counts as there: reading it says why. */
export const isAbsent = (file: string): boolean => {
  try {
    statSync(file);
    return false;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
};

/** Files of an administrator that may lie there before it is set up, and what a file system puts there itself. */
const MAY_LIE_THERE = /^(?:\..*|lost\+found|tls|mail|.*\.(?:pem|crt|cer|key|yaml|yml|md|txt))$/iu;

/** A folder that is full of other things is hardly meant: a data directory in it would be mixed with them, and backed up with them. */
async function refuseForeign(dataDirectory: string, file: string): Promise<void> {
  const names = await readdir(dataDirectory);
  if (
    names.includes(DATABASE_FILE_NAME) ||
    join(dataDirectory, 'doorpost.yaml') !== file ||
    names.includes('doorpost.yaml')
  )
    return;
  const foreign = names.filter((name) => !MAY_LIE_THERE.test(name)).toSorted();
  const [first] = foreign;
  if (first === undefined) return;
  const shown = foreign.slice(0, 3).join(', ');
  throw new CliFailure(
    `${dataDirectory} holds other things (${shown}${foreign.length > 3 ? ', ...' : ''}) and no ${DATABASE_FILE_NAME}: it is no data directory of Doorpost`,
    'name its data directory, or an empty folder, with --data (or DOORPOST_DATA)',
  );
}

/** @param owner null: not even that may be seen. */
function notOurs(dataDirectory: string, owner: number | null): CliFailure {
  const me = whoWeAre();
  const whose = owner === null ? 'lies where' : `belongs to user ${owner}, and`;
  return new CliFailure(
    `the data directory ${dataDirectory} ${whose} ${me} may not ${owner === null ? 'look' : 'work in it'}`,
    asItsUser(owner),
  );
}

const broken = (dataDirectory: string, code: string): CliFailure =>
  new CliFailure(
    `the data directory ${dataDirectory} cannot be looked at (${code})`,
    'see that the disk it is on works',
  );
