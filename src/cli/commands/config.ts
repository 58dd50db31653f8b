/** config check, show, document: what the process would run with. Needs no running server. */
import { systemClock } from '../../base/system-clock.ts';
import { cureText } from '../../texts/remedy.ts';
import type { Command } from 'commander';
import { configurationDocument } from '../../config/document.ts';
import { settingsInForce } from '../../config/in-force.ts';
import { type LoadResult, loadSettings } from '../../config/load.ts';
import type { ConfigProblem } from '../../config/problem.ts';
import type { Run } from './collection.ts';
import { loadRequest } from '../context.ts';
import { cliDocument } from '../document.ts';
import { loaded } from '../serve/start.ts';

export function addConfig(program: Command, run: Run): void {
  const noun = program.command('config').description('the process settings: doorpost.yaml and the environment');
  noun
    .command('check')
    .description('name every problem with line and cure; exit 1 if there is one')
    .action(
      run(async (context) => {
        const result = loadSettings(loadRequest(context.shared, context.io));
        const { problems, warnings } = await judged(result);
        const { file } = result;
        context.output.data(
          problems.length === 0 ? { ok: true, file, warnings } : { ok: false, file, problems, warnings },
        );
        for (const [kind, found] of [
          ['PROBLEM', problems],
          ['WARNING', warnings],
        ] as const)
          if (found.length > 0)
            context.output.table(
              ['WHERE', 'SETTING', kind, 'CURE'],
              found.map((one) => [
                one.line === null ? one.file : `${one.file}:${one.line}:${one.column ?? 1}`,
                one.path,
                one.message,
                cureText(one, context.shell),
              ]),
              '',
            );
        if (problems.length > 0) return 1;
        context.output.line(`${result.fileExists ? file : 'the environment'}: no problems`);
        return 0;
      }),
    );
  noun
    .command('show')
    .description('print what is in force, and where each value comes from: file, environment or default')
    .action(
      run(async (context) => {
        const shown = settingsInForce(loaded(context.shared, context.io));
        context.output.data(shown.map(({ setting, value, from }) => ({ setting, value, from })));
        context.output.table(
          ['SETTING', 'VALUE', 'FROM'],
          shown.map(({ setting, text, from }) => [setting, text, from]),
          '',
        );
      }),
    );
  noun
    .command('document', { hidden: true })
    .description('print docs/configuration.md, or docs/cli.md')
    .option('--cli')
    .action(
      run(async (context, chosen: { cli?: boolean }) => {
        context.io.out(chosen.cli ? cliDocument(program) : configurationDocument());
      }),
    );
}

/** The settings by themselves; and where they are right, the certificates that they name, as the server will judge them. */
async function judged(
  result: LoadResult,
): Promise<{ readonly problems: readonly ConfigProblem[]; readonly warnings: readonly ConfigProblem[] }> {
  if (!result.ok) return { problems: result.problems, warnings: [] };
  const { judgeCertificates } = await import('../../receive/tls/judge-certificates.ts');
  const found = await judgeCertificates(result.settings, systemClock.now());
  const placed = (severity: 'error' | 'warning'): readonly ConfigProblem[] =>
    found
      .filter((one) => one.severity === severity)
      .map(({ setting, message, cure }) => {
        const nowhere = { file: result.file, line: null, column: null, path: setting };
        return { ...(result.raw.get(setting)?.place ?? nowhere), message, cure };
      });
  return { problems: placed('error'), warnings: placed('warning') };
}
