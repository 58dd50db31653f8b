/** The meaning of an error's code, as a page for the person who opens its `type`. Pure; its texts are our own. */
import { problemWords } from '../../texts/en/problems.ts';
import type { ProblemCode } from '../../mail/problem.ts';
import { problemStatus } from '../contracts/problems.ts';

export function problemPageOf(code: ProblemCode): string {
  const { title, means, help } = problemWords[code];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} - Doorpost</title>
<h1>${title}</h1>
<p>${spoken(means)}</p>
<h2>What to do</h2>
<p>${spoken(help)}</p>
<p>Code <code>${code}</code>, status ${problemStatus[code]}. The answer that led here says in <code>detail</code> what happened, and in <code>cure</code> what helps.</p>
</html>
`;
}

const spoken = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]+)`/gu, '<code>$1</code>');
