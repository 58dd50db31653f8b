/** One of a few, as a labelled field. */
import { Dropdown, Field, Option } from '@fluentui/react-components';

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly placeholder?: string;
  /** What is wrong with it. */
  readonly fault?: string | undefined;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly change: (value: string) => void;
}

export const Choice = ({ label, hint, value, placeholder, fault, options, change }: Props) => (
  <Field label={label} hint={hint} validationMessage={fault}>
    <Dropdown
      inlinePopup
      placeholder={placeholder}
      value={options.find((one) => one.value === value)?.name ?? value}
      selectedOptions={[value]}
      onOptionSelect={(_, { optionValue }) => optionValue !== undefined && change(optionValue)}
    >
      {options.map((one) => (
        <Option key={one.value} value={one.value}>
          {one.name}
        </Option>
      ))}
    </Dropdown>
  </Field>
);
