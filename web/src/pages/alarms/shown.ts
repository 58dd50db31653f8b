import { useTranslation } from 'react-i18next';
import type { AlarmKind } from '../../api/contracts.ts';

/** A kind that only a later version knows is called as it is. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation('alarms');
  return (kind) => t(`kinds.${kind as AlarmKind}`, { defaultValue: kind });
}
