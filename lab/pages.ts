/** The Markdown pages of the repository, as GitHub shows them: links, anchors, and the commands that they tell to type. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Made or brought by tools. */
const NOT_OURS = new Set(['node_modules', 'dist', 'dist-deb', 'data']);

function pagesIn(folder: string): readonly string[] {
  return readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) return [];
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return pagesIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Paths from the root of the repository. */
export const allPages: readonly string[] = pagesIn('').toSorted();

export const readPage = (page: string): string => readFileSync(`${root}/${page}`, 'utf8');

const FENCED = /^( *)```([a-z]*)\n([\s\S]*?)^ *```$/gmu;

/** What stands between fences and backticks is no Markdown. */
export const withoutCode = (text: string): string => text.replaceAll(FENCED, '').replaceAll(/`[^`\n]*`/gu, '``');

export interface Link {
  readonly page: string;
  /** As it is written. */
  readonly target: string;
  /** From the root; null: to another site. */
  readonly path: string | null;
  /** Behind `#`; empty: the page itself. */
  readonly anchor: string;
  readonly isPicture: boolean;
  /** What is read where a picture cannot be seen. */
  readonly text: string;
}

const LINK = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)|<(img|source|a)\s([^>]*)>/gu;
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(tag)?.[1];

export function linksOf(page: string): readonly Link[] {
  return [...withoutCode(readPage(page)).matchAll(LINK)].flatMap(
    ([, bang, label = '', written, tag, attributes = '']): readonly Link[] => {
      const target =
        written ?? attribute(attributes, 'src') ?? attribute(attributes, 'srcset') ?? attribute(attributes, 'href');
      if (target === undefined) return [];
      const isPicture = bang === '!' || tag === 'img';
      const text = tag === undefined ? label : (attribute(attributes, 'alt') ?? '');
      if (/^[a-z][a-z0-9+.-]*:/u.test(target)) return [{ page, target, path: null, anchor: '', isPicture, text }];
      const [file = '', anchor = ''] = target.split('#');
      const path = file === '' ? page : posix.normalize(posix.join(posix.dirname(page), file));
      return [{ page, target, path, anchor, isPicture, text }];
    },
  );
}

/** As GitHub makes them of headings: lower case, punctuation gone, blanks as hyphens, a number behind the second of a name. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const [, heading = ''] of readPage(page)
    .replaceAll(FENCED, '')
    .matchAll(/^#{1,6} +(.+?) *$/gmu)) {
    const plain = heading.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1');
    const slug = plain
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    anchors.add(before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}

/** Folders lead to their README. */
export const pageAt = (path: string): string =>
  allPages.includes(`${path.replace(/\/$/u, '')}/README.md`) ? `${path.replace(/\/$/u, '')}/README.md` : path;

/** `<placeholder>` stands for a word. */
const filled = (line: string): string => line.replaceAll(/<[^<> ][^<>]*>/gu, 'X');

const SHELLS = new Set(['', 'sh', 'console']);

/** Lines as a shell reads them: continued ones joined, those of one line that `&&` and `|` join taken apart. */
function linesIn(block: string, isSession: boolean): readonly string[] {
  return block
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !isSession || line.startsWith('$ '))
    .map((line) =>
      line
        .replace(/^\$ /u, '')
        .replace(/^# .*$/u, '')
        .replace(/ {3,}\S.*$|\s+#.*$/u, ''),
    )
    .map(filled)
    .flatMap((line) => line.split(/ && | \| /u));
}

/** `sudo -u doorpost`, variables, and what runs a command in a container stand before ours. */
const BEFORE =
  /^(?:sudo (?:-u \S+ )?)?(?:[A-Z_]+=\S+ )*(?:docker .*(?<=\s)(?=doorpost [a-z]))?(?:\.\/|\.\\)?(?=doorpost )/u;

/** Each line of a page's code blocks that calls our program, without what stands before and behind the command. */
export function commandLinesOf(page: string): readonly string[] {
  return [...readPage(page).matchAll(FENCED)]
    .filter(([, , language = '']) => SHELLS.has(language))
    .flatMap(([, , language, block = '']) => linesIn(block, language === 'console'))
    .filter((line) => BEFORE.test(line.trim()))
    .map((line) =>
      line
        .trim()
        .replace(BEFORE, '')
        .replace(/ (?:2?>|<) ?.*$/u, ''),
    );
}

/** What a page's sentences name between backticks as a command of ours. */
export const commandsNamedIn = (page: string): readonly string[] =>
  [
    ...readPage(page)
      .replaceAll(FENCED, '')
      .matchAll(/`(?:\.\/|\.\\)?(doorpost [a-z][^`\n]*)`/gu),
  ].map(([, command = '']) => filled(command));
