/** One line of text, asked at a terminal. The default stands there dimmed: Enter takes it, and what is typed replaces it. */

/**
 * @param standard taken for an empty line; empty: there is none.
 * @param check says what is wrong with the answer, or null.
 * @returns the answer without blanks around it; null: the person gave up.
 */
export async function askLine(
  message: string,
  standard: string,
  check: (text: string) => string | null,
): Promise<string | null> {
  const prompts = await import('@clack/prompts');
  const said = (text: string | undefined): string => {
    const line = (text ?? '').trim();
    return line === '' ? standard : line;
  };
  const answer = await prompts.text({
    message,
    placeholder: standard,
    defaultValue: standard,
    validate: (text) => check(said(text)) ?? undefined,
  });
  return prompts.isCancel(answer) ? null : said(answer);
}
