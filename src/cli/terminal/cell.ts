import { printable } from './escape.ts';

export type Cell = string | number | boolean | null | undefined | readonly string[];

export function cellText(cell: Cell): string {
  if (cell === null || cell === undefined || cell === '') return '';
  if (cell === true) return 'yes';
  if (cell === false) return 'no';
  if (typeof cell === 'object') return cell.map((entry) => printable(entry)).join(', ');
  return printable(String(cell));
}
