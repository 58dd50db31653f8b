/**
 * HTML that a stranger wrote, made again of what cannot do anything: a few tags without attributes, and text. Nothing of the original is passed
 * on as it stands, so that however a browser reads the original, this has no script, no style, no address that is loaded and no link. Where a
 * link would lead is told behind its words. Pure, and one pass.
 */

const kept = new Set(
  'a b blockquote br caption center code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strike strong sub sup table tbody td tfoot th thead tr u ul'.split(
    ' ',
  ),
);
/** Their content is no text. */
const mute = new Set('head iframe math noscript object script style svg template textarea title xmp'.split(' '));
const alone = new Set(['br', 'hr']);

/** A comment, a tag with its attributes, or text up to the next `<`; a quote that nobody closes reaches to the end, as in browsers. */
const PIECE = /<!--[^]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)((?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^'">])*)(?:>|$)|<|[^<]+/giu;

export function harmlessHtml(html: string): string {
  let made = '';
  let skips: string | null = null;
  const links: string[] = [];
  for (const [piece, end = '', name, attributes = ''] of html.matchAll(PIECE)) {
    const tag = name?.toLowerCase();
    if (skips !== null) {
      if (tag === skips && end === '/') skips = null;
    } else if (tag !== undefined && mute.has(tag)) skips = end === '/' ? null : tag;
    else if (!piece.startsWith('<!--'))
      made += tag === undefined ? escaped(decoded(piece)) : tagOf(tag, end === '/', attributes, links);
  }
  return made;
}

/** @param links where those that are open lead. */
function tagOf(tag: string, isEnd: boolean, attributes: string, links: string[]): string {
  if (tag === 'img') return isEnd ? '' : picture(attributes);
  if (!kept.has(tag)) return '';
  if (tag !== 'a') return isEnd ? (alone.has(tag) ? '' : `</${tag}>`) : `<${tag}>`;
  if (isEnd) return told(links.pop() ?? '');
  links.push(attribute(attributes, 'href'));
  return '';
}

const told = (address: string): string => (address === '' ? '' : ` [${escaped(address)}]`);

function picture(attributes: string): string {
  const words = attribute(attributes, 'alt');
  return words === '' ? '' : `[${escaped(words)}]`;
}

const ATTRIBUTE = /([^\s"'/=>]+)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'>]+)))?/gu;

/** Of a tag; empty: it has none. */
function attribute(attributes: string, wanted: string): string {
  for (const [, name = '', inDouble, inSingle, bare] of attributes.matchAll(ATTRIBUTE))
    if (name.toLowerCase() === wanted) return decoded(inDouble ?? inSingle ?? bare ?? '').trim();
  return '';
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

const decoded = (text: string): string =>
  text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/giu, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff) ? String.fromCodePoint(code) : '';
  });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
