/** A link to another place of the admin center, in Fluent's look. */
import { Link } from '@fluentui/react-components';
import { useLinkProps } from '@tanstack/react-router';
import type { MouseEventHandler, ReactNode } from 'react';

interface Props {
  /** With its query: `/trace?device=printer`. */
  readonly to: string;
  readonly children: ReactNode;
}

export function InnerLink({ to, children }: Props) {
  const [path = '/', query = ''] = to.split('?');
  const { href, onClick } = useLinkProps({ to: path, search: Object.fromEntries(new URLSearchParams(query)) as never });
  return (
    <Link href={href} onClick={onClick as MouseEventHandler<HTMLAnchorElement>}>
      {children}
    </Link>
  );
}
