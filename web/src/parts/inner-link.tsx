/** A link to another place of the admin center, in Fluent's look. */
import { Link } from '@fluentui/react-components';
import { useLinkProps } from '@tanstack/react-router';
import type { MouseEventHandler, ReactNode } from 'react';

interface Props {
  /** With its query: `/trace?device=printer`. */
  readonly to: string;
  /** In a row of a list: a click opens the link and not the row, and the tab key passes it by (the row's details have it too). */
  readonly inRow?: boolean;
  readonly children: ReactNode;
}

export function InnerLink({ to, inRow = false, children }: Props) {
  const [path = '/', query = ''] = to.split('?');
  const { href, onClick } = useLinkProps({ to: path, search: Object.fromEntries(new URLSearchParams(query)) as never });
  return (
    <Link
      href={href}
      tabIndex={inRow ? -1 : undefined}
      onClick={(event) => {
        if (inRow) event.stopPropagation();
        (onClick as MouseEventHandler)(event);
      }}
    >
      {children}
    </Link>
  );
}
