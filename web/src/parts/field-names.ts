/** The names of settings, and words for their values, as all pages call them. */
import { useTranslation } from 'react-i18next';
import type { textOf } from './changes-between.ts';
import { useOrganizationChoice } from './organization.ts';
import { dayAndTime } from './time.tsx';

interface FieldNames {
  nameOf(field: string): string;
  readonly values: Parameters<typeof textOf>[1];
}

/** `signedIn`: Signed in. What has no word is shown as it is written, in words. */
const spelled = (field: string): string => {
  const words = field.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export function useFieldNames(): FieldNames {
  const { t, i18n } = useTranslation('meanwhile');
  const { all } = useOrganizationChoice();
  return {
    nameOf: (field) =>
      i18n.exists(`fields.${field}`, { ns: 'meanwhile' }) ? t(`fields.${field as 'name'}`) : spelled(field),
    values: {
      ...{ on: t('on'), off: t('off'), none: t('none') },
      named: (id) => all.find((one) => one.id === id)?.name,
      moment: dayAndTime,
    },
  };
}
