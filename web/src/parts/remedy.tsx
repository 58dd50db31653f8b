/** What to do about something: the button that does it where a page knows the act, and the command line beside on request. */
import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { anyShell, typed } from '../../../src/texts/command.ts';
import { commandsIn } from '../../../src/texts/phrase.ts';
import { curePhrase, cureText } from '../../../src/texts/remedy.ts';
import { useAct } from './acts.ts';
import { Copyable } from './copyable.tsx';

type Told = Parameters<typeof cureText>[0];

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** The sentence alone. */
export const Cure = ({ told }: { readonly told: Told }) => <Text as="p">{cureText(told, anyShell)}</Text>;

/** The act as a button, where this build knows a page for it; else its sentence. The command is beside, on request. */
export function Remedy({ told, children }: { readonly told: Told; readonly children?: ReactNode }) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const [shown, setShown] = useState(false);
  const go = useAct(told.remedy);
  const commands = commandsIn(curePhrase(told)).map((command) => typed(command, anyShell));
  if (children === undefined && go === null) return <Cure told={told} />;
  return (
    <div className={styles.block}>
      <div className={styles.row}>
        {children ?? (
          <Button appearance="primary" onClick={go?.run}>
            {go?.label}
          </Button>
        )}
        {commands.length > 0 && (
          <Link as="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t('remedy.hideCommand') : t('remedy.command')}
          </Link>
        )}
      </div>
      {shown && commands.map((command) => <Copyable key={command} text={command} />)}
    </div>
  );
}
