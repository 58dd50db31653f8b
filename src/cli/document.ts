/** Makes `docs/cli.md` from the command tree, so that the two cannot disagree. */
import type { Command } from 'commander';

export function cliDocument(program: Command): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<');
  const sections: string[] = [];
  const options = (command: Command): string[] =>
    command.options
      .filter((option) => !option.hidden)
      .map(
        (option) =>
          `| \`${option.flags.replaceAll('|', '\\|')}\`${option.mandatory ? ' (needed)' : ''} | ${cell(option.description)} |`,
      );
  const visit = (command: Command, trail: string): void => {
    const shown = command.commands.filter(
      (child) => !(child as unknown as { _hidden?: boolean })._hidden && child.name() !== 'help',
    );
    const name = `${trail}${command.name()}`;
    if (shown.length === 0 || command.registeredArguments.length > 0) {
      const args = command.registeredArguments
        .map((argument) =>
          argument.required ? `<${argument.name()}>` : `[${argument.name()}${argument.variadic ? '...' : ''}]`,
        )
        .join(' ');
      const rows = options(command);
      const examples = examplesOf(command);
      sections.push(
        [
          `### doorpost ${name}${args === '' ? '' : ` \`${args}\``}`,
          `${capital(command.description())}.`,
          ...(rows.length === 0 ? [] : [`| option | meaning |\n|---|---|\n${rows.join('\n')}`]),
          ...(examples === '' ? [] : [`\`\`\`sh\n${examples}\n\`\`\``]),
        ].join('\n\n'),
      );
    } else {
      sections.push(`## ${name}\n\n${capital(command.description())}.`);
    }
    for (const child of shown) visit(child, `${name} `);
  };
  const roots = program.commands.filter((child) => child.name() !== 'help');
  const single = roots.filter((child) => child.commands.length === 0);
  const groups = roots.filter((child) => child.commands.length > 0);
  sections.push('## One word');
  for (const child of single) visit(child, '');
  for (const child of groups) visit(child, '');
  return `# Command line

<!-- Made from the commands in src/cli/; a test compares them. -->

In a clone \`./doorpost\`, once installed \`doorpost\`. Commands speak to the running server: by the administration socket in the data directory (\`--data\`, \`DOORPOST_DATA\`, \`./data\`),
or by \`--url\` (\`DOORPOST_URL\`) with a token (\`DOORPOST_TOKEN\`). Only \`start\`, \`serve\`, \`init\`, \`restore\`, \`advise\`, \`config\`, \`version\` and \`import --yaml\` work without a server.

Tables are for people; \`--json\` gives the same as data. Text that came by mail is shown with control characters escaped.

What cannot be undone, or opens a door, is asked about before, with what goes in numbers: removals, \`queue bounce\`, \`expire\` and \`redirect\` of more than named messages, a file that takes
something away, networks in which strangers stand, secrets in use that are replaced, and \`init\` over a system that is set up. Without a terminal the command does nothing and exits with 2; a script says \`--yes\`.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | refused, failed, or "no" (an unverified domain, a failed test) |
| 2 | wrong usage, or a question that nobody could be asked (\`--yes\`) |
| 3 | the server is not reached |

| option of every command | meaning |
|---|---|
${options(program).join('\n')}

${sections.join('\n\n')}
`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The examples of the help text, as they are printed. */
function examplesOf(command: Command): string {
  let text = '';
  const before = command.configureOutput();
  command.configureOutput({ ...before, writeOut: (part) => (text += part) });
  command.outputHelp();
  command.configureOutput(before);
  const [, examples = ''] = text.split(/^Examples?:\n/mu);
  return examples
    .split('\n')
    .map((line) => line.replace(/^ {2}/u, ''))
    .join('\n')
    .trim();
}
