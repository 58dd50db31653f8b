/** The rows of a list as a file for spreadsheets, with the filters of the list: the button, and what came of it. */
import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { ArrowDownload20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countText } from './amounts.ts';
import { useDeed } from './deed.ts';
import { saveFile } from './save-file.ts';
import { Failed } from './states.tsx';

/** More than that no spreadsheet is glad of. */
const ROWS = 100_000;

interface Exporting {
  /** @param of what is handed on to who asks for the rows. */
  begin(of?: string): void;
  readonly button: ReactNode;
  /** Below the heading; null: nothing is to be said. */
  readonly told: ReactNode;
}

/**
 * @param name of the file: `trace`.
 * @param rows asks for so many, as CSV.
 */
export function useExport(name: string, rows: (limit: number, of?: string) => Promise<string>): Exporting {
  const { t } = useTranslation('exported');
  const [count, setCount] = useState<number | null>(null);
  const [last, setLast] = useState<string | undefined>(undefined);
  const { busy, error, run } = useDeed();
  const begin = (of?: string): void => {
    setCount(null);
    setLast(of);
    void run(async () => {
      const csv = await rows(ROWS, of);
      saveFile(`${name}-${new Date().toISOString().slice(0, 10)}.csv`, new Blob([csv], { type: 'text/csv' }));
      setCount(rowsOf(csv));
    });
  };
  return {
    begin,
    button: (
      <Button icon={<ArrowDownload20Regular />} disabledFocusable={busy} onClick={() => begin()}>
        {t(busy ? 'working' : 'export')}
      </Button>
    ),
    told:
      error !== null ? (
        <Failed error={error} retry={() => begin(last)} />
      ) : count === null ? null : (
        <MessageBar intent={count >= ROWS ? 'warning' : 'success'} layout="multiline">
          <MessageBarBody>
            {count >= ROWS ? t('cut', { shown: countText(ROWS) }) : t('done', { count, shown: countText(count) })}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                icon={<Dismiss20Regular />}
                aria-label={t('dismiss')}
                onClick={() => setCount(null)}
              />
            }
          />
        </MessageBar>
      ),
  };
}

/** Lines that end outside of quotes, without the header. */
function rowsOf(csv: string): number {
  let count = 0;
  let isQuoted = false;
  for (const letter of csv)
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === '\n' && !isQuoted) count++;
  return Math.max(0, count - 1);
}
