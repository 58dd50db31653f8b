/** The story of a look at a message, as the trace tells it: the judgement, what decided, what helps, and the results. */
import type { CompositeResult, Screened, ScreenRow } from '../../mail/screening/screened.ts';

/** @param author the address that From shows, or of whoever sent it. */
export function screenText(screened: Screened, author: string): string {
  const { scl, category, filter, disposition, row, observed, composite, results, notScanned, virus } = screened;
  const taken = { inbox: 'Taken', junk: 'Taken as junk', quarantine: 'Taken into quarantine' }[disposition];
  const sentences = [
    `${taken} (SCL ${scl}, ${category}, ${filter})${row === undefined ? '' : ` for ${words(row)}`}${composite === undefined ? '' : `: ${shown(composite, author)}`}`,
    ...(observed ?? []).map((one) => `Only observed: ${words(one.row)} would ${would[one.would]}`),
    ...(virus === undefined ? [] : [`Malware was found: ${virus}`]),
    ...(notScanned === undefined ? [] : [`Not looked at: ${notScanned.join(', ')}`]),
    ...(results === undefined ? [] : [results]),
  ];
  return sentences.join('. ');
}

const words = (row: ScreenRow): string => `the check ${row}`;

const would = {
  reject: 'refuse it',
  defer: 'put it off',
  junk: 'put it into Junk',
  quarantine: 'put it into quarantine',
  hold: 'hold it',
};

/** Composite authentication in words, and what helps against it. */
function shown({ result, reason, byDevice }: CompositeResult, author: string): string {
  if (byDevice) return `it came from a device of the organization, which may write as ${author}`;
  if (reason === '300') return 'its header shows no one author';
  if (reason === '400') return `DNS did not answer, so nothing is known of whether ${author} sent it`;
  if (result === 'pass') return `${author} is shown to be its sender`;
  if (result === 'softpass') return `${author} is probably its sender`;
  if (result === 'none') return 'nobody asked who sent it';
  const lack = reason === '000' || reason === '010' ? 'the owner of the domain wants such mail turned away' : '';
  const claim = `nothing shows that ${author} sent it${lack === '' ? '' : `, and ${lack}`}`;
  return reason === '010' || reason === '601' ? `${claim} (${CURE})` : claim;
}

const CURE =
  'for a device of yours: list it, let it come by an inbound connector or sign in, or name its public address in the SPF record of the domain';
