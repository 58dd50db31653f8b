/** The words in files that we write: settings, and the documents made of their table. */

export const settingsHead = ` Doorpost: what the process must know before it opens its store. Every setting: docs/configuration.md.
 \`doorpost config check\` tests this file. Organizations, domains, mailboxes and connectors are not here:
 they are changed while it runs, by the command line.`;

export const evaluationComment = ' evaluation is only ever opened by `doorpost start`';

export const settingMeanings = {
  mode: 'Written by `doorpost start` (evaluation) or `doorpost init` (production). Evaluation listens on loopback only and captures mail for outside that no outbound connector carries.',
  token: 'The API token for `DOORPOST_URL` (`doorpost token add`).',
} as const;

/** Rules of the settings, as docs/configuration.md begins. */
export const settingRules = `* The file is \`doorpost.yaml\` in the data directory, or the one named by \`--config\` or \`DOORPOST_CONFIG\`. \`doorpost init\` writes it.
* The data directory is \`--data\`, else \`DOORPOST_DATA\`, else \`dataDirectory\` in the file, else the folder of a named file, else \`./data\`.
* A variable wins over the file. An empty variable counts as not set.
* \`doorpost config check\` names every problem at once, with line and cure, and exits 1 if there is one. \`doorpost config show\` prints what is in force, and where each value comes from.`;
