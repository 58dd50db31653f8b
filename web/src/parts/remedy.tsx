/** What to do about something: the button that does it where a page knows the act, and the command line beside on request. */
import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { cureText } from '../../../src/texts/remedy.ts';
import { useAct } from './acts.ts';
import { Copyable } from './copyable.tsx';

type Told = Parameters<typeof cureText>[0];

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** The sentence alone, as the server says it. */
export const Cure = ({ told }: { readonly told: Told }) => <Text as="p">{told.cure}</Text>;

/** The server's own words, loaded when somebody asks for them: most pages never need them. */
async function commandsOf(told: Told): Promise<readonly string[]> {
  const [{ curePhrase }, { commandsIn }, { anyShell, typed }] = await Promise.all([
    import('../../../src/texts/remedy.ts'),
    import('../../../src/texts/phrase.ts'),
    import('../../../src/texts/command.ts'),
  ]);
  const commands = commandsIn(curePhrase(told)).map((command) => typed(command, anyShell));
  return commands.length === 0 ? [told.cure] : commands;
}

interface Props {
  readonly told: Told;
  /** A sentence is said on request as well: where several stand below each other. */
  readonly quiet?: boolean;
  readonly children?: ReactNode;
}

/** The act as a button, where this build knows a page for it; else its sentence. The command is beside, on request. */
export function Remedy({ told, quiet = false, children }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const [commands, setCommands] = useState<readonly string[] | null>(null);
  const [shown, setShown] = useState(false);
  const go = useAct(told.remedy);
  if (children === undefined && go === null)
    return quiet ? (
      <div className={styles.block}>
        <Link as="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t('remedy.label')}
        </Link>
        {shown && <Cure told={told} />}
      </div>
    ) : (
      <Cure told={told} />
    );
  return (
    <div className={styles.block}>
      <div className={styles.row}>
        {children ?? (
          <Button appearance="primary" onClick={go?.run}>
            {go?.label}
          </Button>
        )}
        {told.remedy !== undefined && (
          <Link
            as="button"
            aria-expanded={commands !== null}
            onClick={() => (commands === null ? void commandsOf(told).then(setCommands) : setCommands(null))}
          >
            {commands === null ? t('remedy.command') : t('remedy.hideCommand')}
          </Link>
        )}
      </div>
      {commands?.map((command) => (
        <Copyable key={command} text={command} />
      ))}
    </div>
  );
}
