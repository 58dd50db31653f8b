/** What went wrong in a page is told there, and the rest of the shell stays. */
import { Component, type ReactNode } from 'react';
import { Broken } from '../parts/states.tsx';

interface Props {
  readonly children: ReactNode;
  /** Another one is another page: it begins anew. */
  readonly of?: string;
}

interface State {
  readonly error: Error | null;
  readonly of?: string;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError = (error: Error): Partial<State> => ({ error });

  static getDerivedStateFromProps = ({ of }: Props, state: State): Partial<State> =>
    of === state.of ? {} : { error: null, of };

  override render(): ReactNode {
    const { error } = this.state;
    return error === null ? this.props.children : <Broken error={error} />;
  }
}
