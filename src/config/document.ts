/** Makes `docs/configuration.md` from the table, so that the two cannot disagree. */
import { otherVariables, settingTable } from './setting-table.ts';
import { settingRules } from '../texts/en/files.ts';

export function configurationDocument(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = settingTable.map((setting) => {
    const standard =
      setting.evaluation === undefined ? setting.default : `${setting.default} (evaluation: ${setting.evaluation})`;
    return `| \`${setting.path}\` | ${setting.env === null ? '' : `\`${setting.env}\``} | ${cell(setting.kind.name)} | ${cell(standard)} | ${cell(setting.meaning)} |`;
  });
  const others = otherVariables.map((variable) => `| \`${variable.name}\` | ${cell(variable.meaning)} |`);
  return `# Configuration

<!-- Made from src/config/setting-table.ts; a test compares them. -->

What a process must know before it can open its store is in \`doorpost.yaml\` and the environment. Everything else (organizations, domains, mailboxes, connectors, limits)
lives in the store and is changed while it runs, by [the CLI](cli.md) or the API.

${settingRules}
* Durations: \`90s\`, \`30m\`, \`4h\`, \`2d\`, \`1h30m\`. Sizes: \`500KiB\`, \`50MiB\`, \`2GiB\`. Lists in a variable are separated by commas.
* Paths in the file are relative to the file.

\`\`\`yaml
mode: production
hostName: mail.contoso.com
listeners:
  smtp: { port: 25, addresses: [192.0.2.5, '2001:db8::5'] }
  submissions: { enabled: false }
certificates:
  - { certificateFile: /etc/doorpost/rsa.pem, keyFile: /etc/doorpost/rsa.key }
  - { certificateFile: /etc/doorpost/ecdsa.pem, keyFile: /etc/doorpost/ecdsa.key }
egressAddresses: [192.0.2.5]
queue: { expiryMx: 4d }
\`\`\`

| setting | variable | kind | default | meaning |
|---|---|---|---|---|
${rows.join('\n')}

## Other variables

| variable | meaning |
|---|---|
${others.join('\n')}
`;
}
