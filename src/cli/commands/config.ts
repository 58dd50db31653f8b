/** config check, show, document: what the process would run with. Needs no running server. */
import { cureText } from '../../texts/remedy.ts';
import type { Command } from 'commander';
import { configurationDocument } from '../../config/document.ts';
import { settingsInForce } from '../../config/in-force.ts';
import { loadSettings } from '../../config/load.ts';
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
        context.output.data(
          result.ok ? { ok: true, file: result.file } : { ok: false, file: result.file, problems: result.problems },
        );
        if (result.ok) {
          context.output.line(`${result.fileExists ? result.file : 'the environment'}: no problems`);
          return 0;
        }
        context.output.table(
          ['WHERE', 'SETTING', 'PROBLEM', 'CURE'],
          result.problems.map((problem) => [
            problem.line === null ? problem.file : `${problem.file}:${problem.line}:${problem.column ?? 1}`,
            problem.path,
            problem.message,
            cureText(problem, context.shell),
          ]),
          '',
        );
        return 1;
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
