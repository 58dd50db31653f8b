/** Which organization is looked at, or all of them. Loaded for those alone who have more than one. */
import { Dropdown, makeStyles, Option } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ALL, useOrganizationChoice } from '../parts/organization.ts';

const useStyles = makeStyles({
  picker: { minWidth: '0', maxWidth: '220px' },
});

export function OrganizationPicker() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { all, chosen, choose } = useOrganizationChoice();
  const name = all.find(({ id }) => id === chosen)?.name ?? t('organization.all');
  return (
    <Dropdown
      inlinePopup
      className={styles.picker}
      appearance="filled-darker"
      aria-label={t('organization.label')}
      value={name}
      selectedOptions={[chosen ?? ALL]}
      onOptionSelect={(_, { optionValue }) => choose(optionValue === ALL ? null : (optionValue ?? null))}
    >
      <Option value={ALL}>{t('organization.all')}</Option>
      {all.map((one) => (
        <Option key={one.id} value={one.id}>
          {one.name}
        </Option>
      ))}
    </Dropdown>
  );
}
