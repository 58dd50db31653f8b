/** What of a list is ticked: row by row, or all that match. */
import { Button, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { countText } from './amounts.ts';

export interface Ticked {
  readonly keys: ReadonlySet<string>;
  readonly change: (keys: ReadonlySet<string>) => void;
  /** All that match can be meant, loaded or not. */
  readonly all?: {
    readonly count: number;
    readonly chosen: boolean;
    readonly choose: (all: boolean) => void;
  };
}

export const isTicked = ({ keys, all }: Ticked, key: string): boolean => all?.chosen === true || keys.has(key);

export function tick({ keys, change }: Ticked, key: string): void {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  change(next);
}

/** How many are ticked; and all that match, with one press. */
export function TickedBar({ ticked: { keys, change, all } }: { readonly ticked: Ticked }) {
  const { t } = useTranslation('parts');
  const isAll = all?.chosen === true;
  return (
    <>
      <Text weight="semibold" role="status">
        {t('ticked', { shown: countText(isAll ? all.count : keys.size) })}
      </Text>
      {all !== undefined && !isAll && all.count > keys.size && (
        <Button size="small" appearance="transparent" onClick={() => all.choose(true)}>
          {t('tickAll', { shown: countText(all.count) })}
        </Button>
      )}
      <Button
        size="small"
        appearance="transparent"
        onClick={() => {
          all?.choose(false);
          change(new Set());
        }}
      >
        {t('untick')}
      </Button>
    </>
  );
}
