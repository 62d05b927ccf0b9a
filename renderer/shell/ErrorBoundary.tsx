import { Component, type ReactNode } from 'react';
import { common } from '../text/common.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorBox } from '../ui/ErrorBox.tsx';

interface Props {
  readonly children: ReactNode;
  /** What is shown: another one is drawn afresh. */
  readonly at?: string;
  /** The whole window is inside: only reading it again helps. */
  readonly whole?: boolean;
}

interface State {
  /** Of the error; null when all is well. */
  readonly kind: string | null;
  readonly at: string | undefined;
}

/** A piece of the window that fails to draw says so in its place; the others go on. Its message may name a patient: only its kind is shown. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { kind: null, at: this.props.at };

  static getDerivedStateFromError(thrown: unknown): Pick<State, 'kind'> {
    return { kind: thrown instanceof Error ? thrown.name : typeof thrown };
  }

  static getDerivedStateFromProps({ at }: Props, state: State): State | null {
    return at === state.at ? null : { kind: null, at };
  }

  override render(): ReactNode {
    const { kind } = this.state;
    if (kind === null) return this.props.children;
    const again = (): void => (this.props.whole === true ? location.reload() : this.setState({ kind: null }));
    return (
      <div className="pad">
        <h1 className="visually-hidden">{common.failed}</h1>
        <ErrorBox error={{ code: 'SCREEN_FAILED', message: common.failed, action: common.failedAction, detail: kind }}>
          <Button onPress={again}>{common.retry}</Button>
        </ErrorBox>
      </div>
    );
  }
}
