/** The part of a report for people, as HTML: the same words as `people.ts`, everything escaped, no outside resource, no script. Pure. */
import { aboutMessage, type PeopleFacts, rest, type RecipientLines, told } from './people.ts';
import { escapeHtml } from './sanitise.ts';
import type { ReportTexts } from '../texts/report-texts.ts';

export function reportHtml(facts: PeopleFacts): string {
  const all = told(facts);
  const { language, texts } = facts;
  const { labels } = texts;
  const lines = [
    '<!DOCTYPE html>',
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(labels.title)}</title></head>`,
    '<body style="font-family: sans-serif; max-width: 42em; line-height: 1.4">',
    `<h1 style="font-size: 1.3em">${escapeHtml(facts.opening.heading)}</h1>`,
    `<p>${escapeHtml(facts.opening.sentence)}</p>`,
    ...all.flatMap((one) => section(one, facts.texts)),
    ...rest(facts).map((more) => `<p>${escapeHtml(more)}</p>`),
    '<hr>',
    `<h2 style="font-size: 1em">${escapeHtml(labels.details)}</h2>`,
    ...table(aboutMessage(facts)),
    ...all.flatMap((one) => [`<p><b>${escapeHtml(one.address)}</b></p>`, ...table(one.details)]),
    '</body></html>',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function section(one: RecipientLines, { labels, who }: ReportTexts): readonly string[] {
  const address = `<p><b>${escapeHtml(one.address)}</b></p>`;
  if (one.wording === null) return [address];
  return [
    address,
    '<ul>',
    `<li><b>${escapeHtml(labels.happened)}:</b> ${escapeHtml(one.wording.happened)}</li>`,
    `<li><b>${escapeHtml(labels.who)}:</b> ${escapeHtml(who[one.wording.who])}</li>`,
    `<li><b>${escapeHtml(labels.fix)}:</b> ${escapeHtml(one.wording.fix)}</li>`,
    '</ul>',
  ];
}

const table = (rows: readonly (readonly [string, string])[]): readonly string[] => [
  '<table style="font-size: 0.9em">',
  ...rows.map(
    ([label, value]) => `<tr><td valign="top">${escapeHtml(label)}</td>\r\n<td>${escapeHtml(value)}</td></tr>`,
  ),
  '</table>',
];
